import { managersOf } from '../../manifests/managed-by.ts'
import { notedReplicas } from '../../stop-note.ts'
import { isOrdered, windowOf } from '../state/facts.ts'
import { foreseeAutoscalers, foreseeBudgets } from './foresee-around.ts'
import { foreseeDown } from './foresee-down.ts'
import type { ForesightFacts, QuotaReading } from './foresee-facts.ts'
import { foreseeUp } from './foresee-up.ts'
import type { ReplicasForesight } from './foresight.ts'

/** What a scale to so many replicas, a stop or a start will do. `quota` counts only on the way up. */
export function foreseeReplicas(
  facts: ForesightFacts,
  operation: ReplicasForesight['operation'],
  wanted: number,
  quota: QuotaReading | null,
): ReplicasForesight {
  const { set } = facts
  const from = windowOf(set).count
  const noted = notedReplicas(set)
  const to = operation === 'stop' ? 0 : operation === 'start' && from === 0 ? (noted ?? 1) : wanted
  return {
    operation,
    uid: set.metadata.uid,
    from,
    to,
    isNoted: noted !== null,
    isOrdered: isOrdered(set),
    down: to < from ? foreseeDown(facts, to) : null,
    up: to > from ? foreseeUp(facts, to, quota) : null,
    budgets: foreseeBudgets(facts, to),
    autoscalers: foreseeAutoscalers(facts, to),
    managers: managersOf(set),
  }
}
