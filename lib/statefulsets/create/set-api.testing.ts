import type { IncomingMessage, ServerResponse } from 'node:http'
import { json } from 'node:stream/consumers'
import type { Wire } from '../../kubernetes/testing.ts'
import type { PersistentVolumeClaim, Pod, StatefulSet } from '../../kubernetes/types.ts'

interface Change {
  readonly metadata?: {
    readonly uid?: string
    readonly resourceVersion?: string
    readonly annotations?: object
  }
  readonly spec?: { readonly updateStrategy?: object; readonly template?: object }
  readonly propagationPolicy?: string
  readonly preconditions?: { readonly uid?: string; readonly resourceVersion?: string }
}

/** One set with its pods at the wire; a version that is not the newest is a conflict, as in a cluster. */
export class SetApi {
  set: StatefulSet
  pods: Pod[]
  claims: PersistentVolumeClaim[] = []
  /** The set is deleted, with its pods or without: what becomes of them is the test's. */
  isAway = false
  /** Other objects by the end of their path. */
  readonly others = new Map<string, object>()
  /** What was changed, in order: `hold` sends one, a dry run none. */
  readonly changes: string[] = []
  /** Called before each write: somebody else is faster. */
  meanwhile: (() => void) | null = null
  /** The feature gate is off: the field is left out without a word. */
  isMaxUnavailableOff = false
  /** What the server makes of a strategic merge patch. */
  patchTemplate: (patch: Change) => object = () => ({})

  constructor(wire: Wire, set: StatefulSet, pods: Pod[] = []) {
    this.set = set
    this.pods = pods
    wire.handle = (request, response) => void this.#serve(request, response)
  }

  /** A write of somebody else. */
  touch(change: (set: StatefulSet) => StatefulSet = (set) => set): void {
    const set = change(this.set)
    const resourceVersion = String(Number(set.metadata.resourceVersion) + 1)
    this.set = { ...set, metadata: { ...set.metadata, resourceVersion } }
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://wire')
    const body = request.headers['content-type'] === undefined ? {} : ((await json(request)) as Change)
    if (request.method !== 'GET') {
      const { meanwhile } = this
      this.meanwhile = null
      meanwhile?.()
    }
    const isDryRun = url.searchParams.get('dryRun') === 'All'
    const [status, answer] = this.#answer(request.method ?? '', url.pathname, body, isDryRun)
    response.writeHead(status).end(JSON.stringify(answer))
  }

  #answer(method: string, path: string, body: Change, isDryRun: boolean): [number, object] {
    const last = path.slice(path.lastIndexOf('/') + 1)
    if (path.endsWith('/pods')) return [200, { metadata: {}, items: this.pods }]
    if (path.endsWith('/persistentvolumeclaims')) return [200, { metadata: {}, items: this.claims }]
    if (path.endsWith('/statefulsets'))
      return method === 'POST'
        ? this.#create(body)
        : [200, { metadata: {}, items: this.isAway ? [] : [this.set] }]
    if (path.includes('/statefulsets/')) {
      if (this.isAway) return [404, { reason: 'NotFound' }]
      if (method === 'DELETE') return this.#remove(body)
      return method === 'GET' ? [200, this.set] : this.#patch(body, isDryRun)
    }
    const pod = this.pods.find(({ metadata }) => metadata.name === last)
    if (path.includes('/pods/') && pod !== undefined)
      return method === 'GET' ? [200, pod] : this.#delete(pod, body)
    const other = this.others.get(last)
    return other === undefined ? [404, { reason: 'NotFound' }] : [200, other]
  }

  #patch(body: Change, isDryRun: boolean): [number, object] {
    const { uid, resourceVersion } = this.set.metadata
    if (body.metadata?.uid !== uid || (body.metadata.resourceVersion ?? resourceVersion) !== resourceVersion)
      return [409, { reason: 'Conflict' }]
    const { annotations = {}, ...metadata } = this.set.metadata
    const notes = Object.entries({ ...annotations, ...body.metadata.annotations })
    const spec = this.set.spec
    const after = {
      ...this.set,
      metadata: {
        ...metadata,
        generation: (metadata.generation ?? 0) + 1,
        annotations: Object.fromEntries(notes.filter(([, value]) => value !== null)),
      },
      spec: {
        ...spec,
        updateStrategy: this.#gated(merge(spec?.updateStrategy ?? {}, body.spec?.updateStrategy ?? {})),
        ...(body.spec?.template === undefined ? {} : { template: this.patchTemplate(body) }),
      },
    } as unknown as StatefulSet
    if (isDryRun) return [200, after]
    this.changes.push(JSON.stringify(body.spec ?? body.metadata.annotations))
    this.touch(() => after)
    return [200, this.set]
  }

  #create(body: Change): [number, object] {
    if (!this.isAway) return [409, { reason: 'AlreadyExists' }]
    const made = { uid: 'made', resourceVersion: '1', generation: 1 }
    const status = { replicas: 0, observedGeneration: 1, updateRevision: 'web-1' }
    this.set = { ...body, metadata: { ...body.metadata, ...made }, status } as StatefulSet
    this.isAway = false
    this.changes.push('POST set')
    return [201, this.set]
  }

  #remove({ preconditions, propagationPolicy }: Change): [number, object] {
    if (preconditions?.uid !== this.set.metadata.uid) return [409, { reason: 'Conflict' }]
    this.changes.push(`DELETE set ${propagationPolicy}`)
    this.isAway = propagationPolicy !== 'Foreground'
    if (!this.isAway)
      this.touch((set) => ({
        ...set,
        metadata: { ...set.metadata, deletionTimestamp: '2026-11-24T12:00:00Z' },
      }))
    return [200, {}]
  }

  #gated(strategy: { rollingUpdate?: { maxUnavailable?: unknown } }): object {
    if (!this.isMaxUnavailableOff) return strategy
    const { maxUnavailable: _, ...rollingUpdate } = strategy.rollingUpdate ?? {}
    return { ...strategy, rollingUpdate }
  }

  #delete(pod: Pod, { preconditions }: Change): [number, object] {
    const now = this.pods.find(({ metadata }) => metadata.name === pod.metadata.name)?.metadata
    if (preconditions?.uid !== now?.uid) return [409, { reason: 'Conflict' }]
    if (
      preconditions?.resourceVersion !== undefined &&
      preconditions.resourceVersion !== now?.resourceVersion
    )
      return [409, { reason: 'Conflict' }]
    this.changes.push(`DELETE ${pod.metadata.name}`)
    return [200, {}]
  }
}

function merge(a: object, b: object): object {
  const result: Record<string, unknown> = { ...a }
  for (const [key, value] of Object.entries(b)) {
    const old = result[key]
    const isDeep = typeof value === 'object' && value !== null && typeof old === 'object' && old !== null
    if (value === null) delete result[key]
    else result[key] = isDeep ? merge(old, value as object) : value
  }
  return result
}
