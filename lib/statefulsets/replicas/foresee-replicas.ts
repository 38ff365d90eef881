import type { StatefulSet } from '../../kubernetes/types.ts'
import { managersOf } from '../../manifests/managed-by.ts'
import { notedReplicas } from '../../stop-note.ts'
import { isOrdered, windowOf } from '../state/facts.ts'
import { foreseeAutoscalers, foreseeBudgets } from './foresee-around.ts'
import { foreseeDown, foreseeLeaving } from './foresee-down.ts'
import type { ForesightFacts, QuotaReading } from './foresee-facts.ts'
import { foreseeUp } from './foresee-up.ts'
import type { EditForesight, ReplicasForesight } from './foresight.ts'

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

/** Which pods and claims an edit takes along that ends pods or may lose claims; null where there is none. */
export function foreseeEdit(facts: ForesightFacts, wanted: StatefulSet): EditForesight | null {
  const { set } = facts
  const [from, to] = [windowOf(set), windowOf(wanted)]
  const end = Math.min(from.start + from.count, to.start + to.count)
  const stays = Math.max(0, end - Math.max(from.start, to.start))
  const down = foreseeLeaving(facts, wanted)
  if (down.leaving.length === 0) return null
  return {
    ...{ from: from.count, to: to.count, stays, down },
    isOrdered: isOrdered(set),
    budgets: foreseeBudgets(facts, to.count),
  }
}
