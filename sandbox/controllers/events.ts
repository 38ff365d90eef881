import { createHash } from 'node:crypto'
import type { Api } from '../api/api.ts'
import type { AnyObject, ObjectOf } from '../api/objects.ts'
import type { Controller } from './queue.ts'

/** How long an event is kept (kube-apiserver --event-ttl), ms. */
const keptMs = 60 * 60_000

export interface EventText {
  readonly type: 'Normal' | 'Warning'
  readonly reason: string
  readonly message: string
  /** The component that says it. */
  readonly from: string
}

/** Says something about an object; the same said again is counted (client-go tools/record). */
export function recordEvent(api: Api, about: AnyObject, { type, reason, message, from }: EventText): void {
  const { namespace = 'default', name, uid } = about.metadata
  const hash = createHash('sha256').update(`${uid} ${reason} ${message}`).digest('hex').slice(0, 16)
  const known = api.store.get('events', namespace, `${name}.${hash}`)
  const now = api.clock.stamp()
  const involvedObject = {
    ...{ kind: about.kind ?? '', apiVersion: about.apiVersion ?? '', namespace, name, uid },
    resourceVersion: about.metadata.resourceVersion,
  }
  const event = {
    ...{ kind: 'Event', apiVersion: 'v1', involvedObject, type, reason, message },
    metadata: {
      ...{ name: `${name}.${hash}`, namespace, uid: known?.metadata.uid ?? crypto.randomUUID() },
      ...{ resourceVersion: '', creationTimestamp: known?.metadata.creationTimestamp ?? now },
    },
    source: { component: from },
    firstTimestamp: known?.firstTimestamp ?? now,
    lastTimestamp: now,
    count: (known?.count ?? 0) + 1,
    reportingComponent: from,
    reportingInstance: '',
  }
  // Events go past admission: what a quota refuses must still be told.
  api.store.put('events', event as ObjectOf<'events'>)
}

/** Forgets events that are too old. */
export function eventExpiry(api: Api): Controller {
  return {
    name: 'event-expiry',
    wakes: (resource, { metadata }, { after }) =>
      resource === 'events' && after !== undefined
        ? [{ namespace: metadata.namespace ?? '', name: metadata.name }]
        : [],
    sync: ({ namespace, name }) => {
      const event = api.store.get('events', namespace, name)
      if (event === undefined) return undefined
      const end = Date.parse(event.lastTimestamp ?? event.metadata.creationTimestamp ?? '') + keptMs
      if (end > api.clock.now()) return end
      api.store.remove('events', namespace, name)
      return undefined
    },
  }
}
