import { toBytes } from '../../lib/manifests/quantity.ts'
import type { Api } from '../api/api.ts'
import type { ObjectOf } from '../api/objects.ts'
import { hasRules, keepsApart, matchesNode, type Neighbours, whyNotBeside, whyNotSpread } from './affinity.ts'
import { recordEvent } from './events.ts'
import type { Controller, Key } from './queue.ts'
import { isNewlyBound } from './volumes.ts'

type Pod = ObjectOf<'pods'>
type Node = ObjectOf<'nodes'>

const writer = { manager: 'kube-scheduler' }
/** Finds a node for each new pod. One that fits nowhere is tried again when something has changed. */
export function scheduler(api: Api): Controller {
  const load = new Load()
  const waiting = new Waiting()
  return {
    name: 'scheduler',
    wakes: (resource, { metadata }, change) => {
      const { before, after } = change
      if (resource === 'nodes') return waiting.all()
      if (isNewlyBound(resource, change)) return waiting.forClaim(metadata.namespace ?? '', metadata.name)
      if (resource !== 'pods') return []
      if (before !== undefined) load.change(before as Pod, -1)
      if (after !== undefined) load.change(after as Pod, 1)
      if (before !== undefined) waiting.delete(before as Pod)
      // Where one has gone there is room for another, and some wait for one to come.
      if (after === undefined) return waiting.all()
      if ((after as Pod).spec?.nodeName !== undefined) return waiting.withRules()
      waiting.add(after as Pod)
      return [keyOf(after as Pod)]
    },
    sync: ({ namespace, name }) => {
      const pod = api.store.get('pods', namespace, name)
      if (pod === undefined || pod.spec?.nodeName || pod.metadata.deletionTimestamp !== undefined)
        return undefined
      const nodes = api.store.list('nodes')
      const pods =
        hasRules(pod) || load.hasApart ? api.store.list('pods').filter(({ spec }) => spec?.nodeName) : []
      const refusals = nodes.map((node) => ({ node, why: whyNot(load, pod, node, { nodes, pods }) }))
      const fitting = refusals.filter(({ why }) => why === null).map(({ node }) => node)
      const missing = missingClaim(api, pod)
      const best = missing === null ? spreadBest(api, pod, fitting) : undefined
      if (best === undefined)
        refuse(api, pod, missing === null ? refusals.map(({ why }) => why ?? '') : missing)
      else bind(api, pod, best)
      return undefined
    },
  }
}

/** Pods without a node, also by the claims that they wait for. */
class Waiting {
  readonly #pods = new Map<string, Key>()
  readonly #withRules = new Map<string, Key>()
  readonly #byClaim = new Map<string, Map<string, Key>>()

  /** Those for whom it matters where others are. */
  withRules(): Key[] {
    return [...this.#withRules.values()]
  }

  all(): Key[] {
    return [...this.#pods.values()]
  }

  forClaim(namespace: string, claim: string): Key[] {
    return [...(this.#byClaim.get(`${namespace}/${claim}`)?.values() ?? [])]
  }

  add(pod: Pod): void {
    const { uid } = pod.metadata
    this.#pods.set(uid, keyOf(pod))
    if (hasRules(pod)) this.#withRules.set(uid, keyOf(pod))
    for (const id of claimIds(pod))
      this.#byClaim.set(id, (this.#byClaim.get(id) ?? new Map<string, Key>()).set(uid, keyOf(pod)))
  }

  delete(pod: Pod): void {
    if (!this.#pods.delete(pod.metadata.uid)) return
    this.#withRules.delete(pod.metadata.uid)
    for (const id of claimIds(pod)) {
      this.#byClaim.get(id)?.delete(pod.metadata.uid)
      if (this.#byClaim.get(id)?.size === 0) this.#byClaim.delete(id)
    }
  }
}

function claimIds(pod: Pod): string[] {
  return claimsOf(pod).map((claim) => `${pod.metadata.namespace}/${claim}`)
}

function keyOf({ metadata }: Pod): Key {
  return { namespace: metadata.namespace ?? '', name: metadata.name }
}

function claimsOf({ spec }: Pod): string[] {
  return (spec?.volumes ?? []).flatMap(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName ?? [])
}

/** Filters, in the scheduler's words; null for a node that takes the pod. */
const filters: readonly ((load: Load, pod: Pod, node: Node, neighbours: Neighbours) => string | null)[] = [
  (_load, _pod, { spec }) => (spec?.unschedulable === true ? 'node(s) were unschedulable' : null),
  (_load, { spec }, { spec: { taints = [] } = {} }) => {
    const tolerated = (key: string) => spec?.tolerations?.some((one) => !one.key || one.key === key) ?? false
    const taint = taints.find(({ key, effect }) => effect === 'NoSchedule' && !tolerated(key))
    return taint === undefined ? null : `node(s) had untolerated taint(s)`
  },
  (_load, pod, node) => (matchesNode(pod, node) ? null : "node(s) didn't match Pod's node affinity/selector"),
  (load, _pod, { metadata, status }) => {
    const most = toBytes(status?.allocatable?.pods ?? '110')
    return load.of(metadata.name, 'pods') < most ? null : 'Too many pods'
  },
  (load, pod, { metadata, status }) => {
    const isShort = (name: string) =>
      requested(pod, name) > 0 &&
      load.of(metadata.name, name) + requested(pod, name) > toBytes(status?.allocatable?.[name] ?? '0')
    const short = measured.find(isShort)
    return short === undefined ? null : `Insufficient ${short}`
  },
  (_load, pod, node, neighbours) => whyNotSpread(pod, node, neighbours),
  (_load, pod, node, neighbours) => whyNotBeside(pod, node, neighbours),
]

function whyNot(load: Load, pod: Pod, node: Node, neighbours: Neighbours): string | null {
  for (const filter of filters) {
    const why = filter(load, pod, node, neighbours)
    if (why !== null) return why
  }
  return null
}

/** What the pods of each node ask for; kept up to date by what changes. */
class Load {
  readonly #amounts = new Map<string, number>()
  #apart = 0

  /** Whether any of them keeps others away. */
  get hasApart(): boolean {
    return this.#apart > 0
  }

  of(node: string, name: string): number {
    return this.#amounts.get(`${node} ${name}`) ?? 0
  }

  change(pod: Pod, sign: 1 | -1): void {
    const node = pod.spec?.nodeName
    if (node === undefined) return
    for (const name of measured) this.#add(node, name, sign * requested(pod, name))
    this.#add(node, 'pods', sign)
    if (keepsApart(pod)) this.#apart += sign
  }

  #add(node: string, name: string, amount: number): void {
    this.#amounts.set(`${node} ${name}`, this.of(node, name) + amount)
  }
}

const measured = ['cpu', 'memory'] as const

function requested({ spec }: Pod, name: string): number {
  return (spec?.containers ?? []).reduce(
    (sum, { resources }) => sum + toBytes(resources?.requests?.[name] ?? '0'),
    0,
  )
}

/** A claim that is not there, or that its class binds at once and has not bound yet. */
function missingClaim(api: Api, pod: Pod): string | null {
  for (const name of claimsOf(pod)) {
    const claim = api.store.get('persistentvolumeclaims', pod.metadata.namespace, name)
    if (claim === undefined) return `persistentvolumeclaim "${name}" not found`
    const storageClass = api.store.get('storageclasses', undefined, claim.spec?.storageClassName ?? '')
    if (claim.status?.phase !== 'Bound' && storageClass?.volumeBindingMode !== 'WaitForFirstConsumer')
      return 'pod has unbound immediate PersistentVolumeClaims'
  }
  return null
}

/** The node with the fewest pods of the same owner, so that a set is spread. */
function spreadBest(api: Api, { metadata }: Pod, nodes: readonly Node[]): Node | undefined {
  const siblings = api.store.owned('pods', metadata.ownerReferences?.[0]?.uid ?? '')
  const load = (node: Node) => siblings.filter(({ spec }) => spec?.nodeName === node.metadata.name).length
  return nodes.toSorted((a, b) => load(a) - load(b))[0]
}

function bind(api: Api, pod: Pod, { metadata }: Node): void {
  const condition = {
    type: 'PodScheduled',
    status: 'True',
    lastProbeTime: null,
    lastTransitionTime: api.clock.stamp(),
  }
  // The node is set by a subresource that nobody else may use, so it goes past the validation of updates.
  const bound = api.store.put('pods', {
    ...pod,
    spec: { containers: [], ...pod.spec, nodeName: metadata.name },
    status: { ...pod.status, conditions: [condition] },
  } as unknown as Pod)
  const message = `Successfully assigned ${pod.metadata.namespace}/${pod.metadata.name} to ${metadata.name}`
  recordEvent(api, bound, { type: 'Normal', reason: 'Scheduled', message, from: 'default-scheduler' })
}

/** What would be otherwise if a pod of less priority went. */
const preemptible = /^(?:Insufficient|Too many pods)|anti-affinity|spread constraints$/

/** `3 No preemption victims found for incoming pod.`: no pod of the sandbox has less priority than another. */
function preemption(reasons: readonly string[]): string {
  return count(
    reasons.map((reason) =>
      preemptible.test(reason)
        ? 'No preemption victims found for incoming pod'
        : 'Preemption is not helpful for scheduling',
    ),
  )
}

/** `1 Insufficient cpu, 2 node(s) …`. */
function count(reasons: readonly string[]): string {
  const counts = Map.groupBy(reasons, (reason) => reason)
  return [...counts].map(([reason, all]) => `${all.length} ${reason}`).join(', ')
}

/** `why` is said of the pod, or of each node. */
function refuse(api: Api, pod: Pod, why: string | readonly string[]): void {
  const total = api.store.list('nodes').length
  const none = `0/${total} nodes are available:`
  const message =
    typeof why === 'string'
      ? `${none} ${why}. preemption: ${none} ${total} Preemption is not helpful for scheduling.`
      : `${none} ${count(why)}. no new claims to deallocate, preemption: ${none} ${preemption(why)}.`
  const known = pod.status?.conditions?.find(({ type }) => type === 'PodScheduled')
  const lastTransitionTime = known?.status === 'False' ? known.lastTransitionTime : api.clock.stamp()
  const condition = {
    type: 'PodScheduled',
    status: 'False',
    reason: 'Unschedulable',
    message,
    lastProbeTime: null,
    lastTransitionTime,
  }
  api.update('pods', { ...pod, status: { ...pod.status, conditions: [condition] } }, writer, 'status')
  recordEvent(api, pod, { type: 'Warning', reason: 'FailedScheduling', message, from: 'default-scheduler' })
}
