import { isSelected } from '../../lib/manifests/selector.ts'
import type { Api } from '../api/api.ts'
import { controllerOf, type ObjectOf } from '../api/objects.ts'
import type { Controller } from './queue.ts'
import { isReady } from './statefulset/facts.ts'

const writer = { manager: 'kube-controller-manager' }

/** Says in each disruption budget how many pods may be moved now (pkg/controller/disruption). */
export function budgetController(api: Api): Controller {
  return {
    name: 'disruption',
    wakes: (resource, { metadata }) => {
      const namespace = metadata.namespace ?? ''
      if (resource === 'poddisruptionbudgets') return [{ namespace, name: metadata.name }]
      if (resource !== 'pods') return []
      return api.store
        .list('poddisruptionbudgets', namespace)
        .map((one) => ({ namespace, name: one.metadata.name }))
    },
    sync: ({ namespace, name }) => {
      const budget = api.store.get('poddisruptionbudgets', namespace, name)
      if (budget !== undefined) {
        const status = statusOf(api, budget, namespace)
        api.update('poddisruptionbudgets', { ...budget, status }, writer, 'status')
      }
      return undefined
    },
  }
}

function statusOf(api: Api, { metadata, spec }: ObjectOf<'poddisruptionbudgets'>, namespace: string): object {
  const pods = api.store
    .list('pods', namespace)
    .filter((pod) => isSelected(spec?.selector, pod.metadata.labels))
  // What a set should have counts, not what it has just now.
  const owners = new Set(pods.map((pod) => controllerOf(pod)?.name))
  const sets = api.store.list('statefulsets', namespace).filter((set) => owners.has(set.metadata.name))
  const expected = sets.reduce((sum, set) => sum + (set.spec?.replicas ?? 1), 0)
  const healthy = pods.filter((pod) => isReady(pod) && pod.metadata.deletionTimestamp === undefined).length
  const { minAvailable, maxUnavailable } = spec ?? {}
  const desired =
    maxUnavailable === undefined
      ? amount(minAvailable ?? 1, expected)
      : Math.max(0, expected - amount(maxUnavailable, expected))
  return {
    ...{ observedGeneration: metadata.generation ?? 1, expectedPods: expected },
    ...{
      currentHealthy: healthy,
      desiredHealthy: desired,
      disruptionsAllowed: Math.max(0, healthy - desired),
    },
  }
}

/** Shares are rounded up. */
function amount(value: unknown, of: number): number {
  const text = String(value)
  return text.endsWith('%') ? Math.ceil((of * Number.parseInt(text, 10)) / 100) : Number(text)
}
