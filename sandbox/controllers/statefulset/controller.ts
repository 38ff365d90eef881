import { isSelected } from '../../../lib/manifests/selector.ts'
import type { Api } from '../../api/api.ts'
import { controlledBy, controllerOf } from '../../api/objects.ts'
import { isReason, StatusError } from '../../api/status.ts'
import { recordEvent } from '../events.ts'
import type { Controller, Key } from '../queue.ts'
import { alignOwners, ensureClaims, hasStaleClaim } from './claims.ts'
import { decide, maxCreations, type Step } from './decide.ts'
import { availableAt, ordinalOf, type Pod, type StatefulSet, windowOf } from './facts.ts'
import { podOf } from './pod.ts'
import { type Revisions, resolveRevisions, truncateHistory } from './revisions.ts'
import { statusOf } from './status.ts'

const writer = { manager: 'kube-controller-manager' }
/** A claim that waits for its former pod is looked at again after this. */
const staleClaimMs = 1000

/** Makes and removes the pods of StatefulSets, one look at a time. */
export function statefulSetController(api: Api): Controller {
  return {
    name: 'statefulset',
    wakes: (resource, object) => {
      const { namespace = '', name } = object.metadata
      if (resource === 'statefulsets') return [{ namespace, name }]
      if (resource !== 'pods') return []
      const owner = controllerOf(object)
      if (owner !== undefined) return owner.kind === 'StatefulSet' ? [{ namespace, name: owner.name }] : []
      // One that nobody owns may be waited for by its name.
      const set = /^(.+)-\d+$/.exec(name)?.[1]
      return set === undefined ? [] : [{ namespace, name: set }]
    },
    sync: (key) => sync(api, key),
  }
}

function sync(api: Api, { namespace, name }: Key): number | undefined {
  const set = api.store.get('statefulsets', namespace, name)
  if (set === undefined) return undefined
  // A set that goes is not looked after any more: the garbage collector takes its pods, all at once.
  if (set.metadata.deletionTimestamp !== undefined) return undefined
  const pods = claimPods(api, set)
  const revisions = resolveRevisions(api, set)
  const now = api.clock.now()
  const isStale = (ordinal: number) => hasStaleClaim(api, set, ordinal)
  const updateRevision = revisions.update.metadata.name
  const steps = decide({ set, pods, updateRevision, hasStaleClaim: isStale, now })
  try {
    for (const step of steps) take(api, set, step, revisions)
  } finally {
    writeStatus(api, set, revisions)
  }
  truncateHistory(api, set, pods, revisions)
  return nextLook(set, pods, now, isStale)
}

/** The pods that a set owns; those of its names that nobody owns become its own, those it does not select are let go. */
function claimPods(api: Api, set: StatefulSet): Pod[] {
  const isMember = (pod: Pod) =>
    pod.metadata.namespace === set.metadata.namespace &&
    ordinalOf(set, pod) !== null &&
    isSelected(set.spec?.selector, pod.metadata.labels)
  for (const pod of api.store.owned('pods', '').filter(isMember)) {
    if (pod.metadata.deletionTimestamp !== undefined) continue
    const ownerReferences = [controlledBy(set, 'apps/v1', 'StatefulSet')]
    api.update('pods', { ...pod, metadata: { ...pod.metadata, ownerReferences } }, writer)
  }
  const own = api.store.owned('pods', set.metadata.uid)
  for (const pod of own.filter((one) => !isMember(one))) {
    const ownerReferences = pod.metadata.ownerReferences?.filter(({ uid }) => uid !== set.metadata.uid) ?? []
    api.update('pods', { ...pod, metadata: { ...pod.metadata, ownerReferences } }, writer)
  }
  return own.filter(isMember)
}

function take(api: Api, set: StatefulSet, step: Step, revisions: Revisions): void {
  const name = `${set.metadata.name}-${step.ordinal}`
  if (step.do === 'repair') {
    if (step.pod.status?.phase === 'Pending') ensureClaims(api, set, step.ordinal)
    alignOwners(api, set, step.pod, step.ordinal)
    return
  }
  try {
    if (step.do === 'create') {
      ensureClaims(api, set, step.ordinal)
      const pod = api.create('pods', podOf(set, step.ordinal, revisions), writer)
      alignOwners(api, set, pod, step.ordinal)
    } else {
      api.delete('pods', step.pod.metadata.namespace, name, { preconditions: { uid: step.pod.metadata.uid } })
    }
    report(api, set, step.do, name)
  } catch (error) {
    if (!(error instanceof StatusError)) throw error
    // A foreign pod has the name: nothing is said of it.
    if (!isReason(error, 'AlreadyExists')) report(api, set, step.do, name, error.message)
    throw error
  }
}

function report(api: Api, set: StatefulSet, verb: 'create' | 'delete', pod: string, error?: string): void {
  const title = verb === 'create' ? 'Create' : 'Delete'
  const begin = `${title} Pod ${pod} in StatefulSet ${set.metadata.name}`
  const from = 'statefulset-controller'
  if (error === undefined)
    recordEvent(api, set, {
      type: 'Normal',
      reason: `Successful${title}`,
      message: `${begin} successful`,
      from,
    })
  else
    recordEvent(api, set, {
      type: 'Warning',
      reason: `Failed${title}`,
      message: `${begin} failed error: ${error}`,
      from,
    })
}

function writeStatus(api: Api, set: StatefulSet, revisions: Revisions): void {
  const now = api.store.get('statefulsets', set.metadata.namespace, set.metadata.name)
  if (now === undefined) return
  const pods = api.store.owned('pods', set.metadata.uid)
  const status = statusOf(set, pods, revisions, api.clock.now())
  api.update('statefulsets', { ...now, status }, writer, 'status')
}

/** When a pod that is ready becomes available. */
function nextLook(
  set: StatefulSet,
  pods: readonly Pod[],
  now: number,
  isStale: (ordinal: number) => boolean,
): number | undefined {
  const times = pods.map((pod) => availableAt(set, pod) ?? 0).filter((time) => time > now)
  const { start, end } = windowOf(set)
  const looked = Math.min(end, start + pods.length + maxCreations)
  for (let ordinal = start; ordinal < looked; ordinal++) if (isStale(ordinal)) times.push(now + staleClaimMs)
  return times.length === 0 ? undefined : Math.min(...times)
}
