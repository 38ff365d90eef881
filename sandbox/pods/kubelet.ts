import { Addresses } from '../api/addresses.ts'
import type { Api } from '../api/api.ts'
import type { AnyObject } from '../api/objects.ts'
import type { ResourceName } from '../api/resources.ts'
import { recordEvent } from '../controllers/events.ts'
import type { Controller, Key } from '../controllers/queue.ts'
import { isNewlyBound } from '../controllers/volumes.ts'
import { behaviourOf, type Container, type Pod } from './behaviours.ts'
import { conditionsOf } from './conditions.ts'
import { type ContainerStatus, stateOf } from './container-steps.ts'
import { type Played, playAll, playInits, type Stage, together, untouched } from './play.ts'
import { missingReference, missingVolume } from './references.ts'

const writer = { manager: 'kubelet' }
/** What a pod may wait for, beside its claims. */
const references: readonly ResourceName[] = ['secrets', 'configmaps']

/** Plays the pods of all nodes: their containers start, become ready, fail and stop as their behaviour says. */
export class Kubelet implements Controller {
  readonly name = 'kubelet'
  readonly #api: Api
  /** Since when containers are in their state, epoch ms: more than their status tells. Forgotten by a restart. */
  readonly #since = new Map<string, { readonly state: string; readonly at: number }>()
  readonly #addresses = new Addresses('10.244')

  constructor(api: Api) {
    this.#api = api
  }

  wakes: Controller['wakes'] = (resource, { metadata }, change) => {
    const { namespace = '', name } = metadata
    if (resource === 'pods') {
      this.#addresses.change(addressOf(change.before), addressOf(change.after))
      return [{ namespace, name }]
    }
    if (resource === 'nodes') return this.#pods((pod) => pod.spec?.nodeName === name)
    if (!references.includes(resource) && !isNewlyBound(resource, change)) return []
    return this.#pods((pod) => !isReady(pod), namespace)
  }

  sync: Controller['sync'] = ({ namespace, name }) => {
    const pod = this.#api.store.get('pods', namespace, name)
    if (pod?.spec?.nodeName === undefined || !this.#isNodeUp(pod.spec.nodeName)) return undefined
    if (pod.metadata.deletionTimestamp !== undefined) return this.#end(pod)
    const isOver = pod.status?.phase === 'Failed' || pod.status?.phase === 'Succeeded'
    return isOver ? undefined : this.#run(pod)
  }

  #pods(isMeant: (pod: Pod) => boolean, namespace?: string): Key[] {
    const meant = this.#api.store.list('pods', namespace).filter(isMeant)
    return meant.map(({ metadata }) => ({ namespace: metadata.namespace ?? '', name: metadata.name }))
  }

  /** A node that is lost does nothing any more. */
  #isNodeUp(name: string): boolean {
    const conditions = this.#api.store.get('nodes', undefined, name)?.status?.conditions ?? []
    return conditions.some(({ type, status }) => type === 'Ready' && status === 'True')
  }

  #run(pod: Pod): number | undefined {
    const { clock } = this.#api
    const { containers = [], initContainers = [], ephemeralContainers = [] } = pod.spec ?? {}
    const {
      initContainerStatuses = [],
      containerStatuses = [],
      ephemeralContainerStatuses = [],
    } = pod.status ?? {}
    const stage: Stage = {
      ...{ pod, now: clock.now(), pace: clock.pace },
      sinceOf: (status) => this.#sinceOf(pod, status),
      missing: (container) => missingReference(this.#api, pod, container),
    }
    const wait = (all: readonly Container[], known: readonly ContainerStatus[]) =>
      together(all.map((container) => untouched(container, known)))
    const blocked = missingVolume(this.#api, pod)
    if (blocked) this.#say(pod, { type: 'Warning', reason: 'FailedMount', message: blocked })
    const inits = (blocked === null ? playInits : wait)(initContainers, initContainerStatuses, stage)
    const isHeld = blocked !== null || inits.statuses.some(({ ready }) => !ready)
    const play = isHeld ? wait : playAll
    const mains = play(containers, containerStatuses, stage)
    const extras = play(ephemeralContainers as readonly Container[], ephemeralContainerStatuses, stage)
    const { next, events } = together([inits, mains, extras])
    for (const event of events) this.#say(pod, event)
    this.#write(pod, inits, mains, extras)
    return next === Number.POSITIVE_INFINITY ? undefined : next
  }

  #sinceOf({ metadata }: Pod, status: ContainerStatus): number {
    const id = `${metadata.uid} ${status.name}`
    const state = `${stateOf(status)} ${status.restartCount}`
    const known = this.#since.get(id)
    if (known?.state === state) return known.at
    const now = this.#api.clock.now()
    const told = Date.parse(status.state?.running?.startedAt ?? status.state?.terminated?.finishedAt ?? '')
    // What is told is told in whole seconds.
    const at = now - told >= 1000 ? told : now
    this.#since.set(id, { state, at })
    return at
  }

  #write(pod: Pod, inits: Played, mains: Played, extras: Played): void {
    const { clock, store } = this.#api
    const isUp = mains.statuses.some(hasStarted)
    const podIP = pod.status?.podIP ?? (isUp ? this.#addresses.next() : undefined)
    const node = store.get('nodes', undefined, pod.spec?.nodeName ?? '')
    const status = {
      ...pod.status,
      phase: isUp ? 'Running' : 'Pending',
      startTime: pod.status?.startTime ?? clock.stamp(),
      conditions: conditionsOf(pod, inits.statuses, mains.statuses, clock.stamp()),
      ...(inits.statuses.length === 0 ? {} : { initContainerStatuses: inits.statuses }),
      containerStatuses: mains.statuses,
      ...(extras.statuses.length === 0 ? {} : { ephemeralContainerStatuses: extras.statuses }),
      hostIP: node?.status?.addresses?.[0]?.address ?? '',
      ...(podIP === undefined ? {} : { podIP, podIPs: [{ ip: podIP }] }),
    }
    this.#api.update('pods', { ...pod, status }, writer, 'status')
  }

  /** SIGTERM, then the end by itself, or by SIGKILL when the grace period is over. */
  #end(pod: Pod): number | undefined {
    const { clock } = this.#api
    const { namespace, name, uid, deletionTimestamp, deletionGracePeriodSeconds = 0 } = pod.metadata
    const due = Date.parse(deletionTimestamp ?? '')
    const asked = due - deletionGracePeriodSeconds * 1000
    const isRunning = ({ name: container }: Container) =>
      pod.status?.containerStatuses?.some((one) => one.name === container && one.state?.running) ?? false
    const running = (pod.spec?.containers ?? []).filter(isRunning)
    const stops = running.map((container) => {
      const { stopMs } = behaviourOf(pod, container)
      return stopMs === null ? due : Math.min(due, asked + stopMs * clock.pace)
    })
    for (const { name: container } of running)
      this.#say(pod, { type: 'Normal', reason: 'Killing', message: `Stopping container ${container}` })
    const end = Math.max(asked, ...stops)
    if (clock.now() < end) return end
    for (const id of this.#since.keys()) if (id.startsWith(uid)) this.#since.delete(id)
    this.#api.delete('pods', namespace, name, { gracePeriodSeconds: 0, preconditions: { uid } })
    return undefined
  }

  #say(pod: Pod, event: { type: 'Normal' | 'Warning'; reason: string; message: string }): void {
    recordEvent(this.#api, pod, { ...event, from: 'kubelet' })
  }
}

function addressOf(pod: AnyObject | undefined): string | undefined {
  return (pod as Pod | undefined)?.status?.podIP
}

function hasStarted({ state, restartCount }: ContainerStatus): boolean {
  return state?.running !== undefined || state?.terminated !== undefined || restartCount > 0
}

function isReady({ status }: Pod): boolean {
  return status?.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True') ?? false
}
