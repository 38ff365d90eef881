import type { Pod, StatefulSet } from '../../kubernetes/types.ts'
import { readOrdinals } from '../state/ordinals.ts'
import { claim, container, node, now, pod, running, set, troubled, unready } from '../state/state.testing.ts'
import type { ForesightFacts } from './foresee-facts.ts'

/** How a pod of a case is: ready, not ready, on its way out, on a node that is lost, or both of the last. */
export type Health = 'ready' | 'unready' | 'ending' | 'lost' | 'lostEnding'

export const ending = { deletionTimestamp: '2026-11-24T12:00:20Z', deletionGracePeriodSeconds: 30 }

export function podOf(ordinal: number, health: Health): Pod {
  const name = `web-${ordinal}`
  const node = health.startsWith('lost') ? 'lost' : 'node-1'
  const metadata = health === 'ending' || health === 'lostEnding' ? ending : {}
  if (health === 'unready') return troubled(name, 60, container(running, { ready: false }))
  const status = health === 'lost' ? { conditions: [unready(300, 'NodeStatusUnknown')] } : {}
  return pod(name, { node, metadata, status })
}

/** What a set of pods is foreseen from, with claims `data-web-<n>` where the set has a template for them. */
export function factsOf(
  parts: Parameters<typeof set>[0],
  pods: readonly Pod[],
  more: Partial<ForesightFacts> = {},
): ForesightFacts {
  const one: StatefulSet = set(parts)
  const ordinals = readOrdinals(
    {
      ...{ set: one, pods, claims: [], events: [], service: undefined, classes: undefined },
      ...{ laggingSince: null, missingSince: new Map() },
      node: (name) => node(name, name === 'lost' ? 'Unknown' : 'True'),
    },
    now,
  )
  const rest = { claims: [], budgets: [], autoscalers: [], services: [], sets: [], loosePods: [], ...more }
  return { set: one, ordinals, pods, ...rest }
}

export const template = (name = 'data', storage = '1Gi', storageClassName?: string) => ({
  metadata: { name },
  spec: {
    resources: { requests: { storage } },
    ...(storageClassName === undefined ? {} : { storageClassName }),
  },
})

export const bound = (name: string, storage = '1Gi', owners: object[] = []) => {
  const one = claim(name, 'Bound')
  return {
    ...one,
    metadata: {
      ...one.metadata,
      ownerReferences: owners as NonNullable<typeof one.metadata.ownerReferences>,
    },
    spec: { storageClassName: 'fast', resources: { requests: { storage } } },
    status: { phase: 'Bound', capacity: { storage } },
  }
}
