/** What a PodDisruptionBudget demands; a number of pods, or a percentage of those wanted. */
export interface BudgetRule {
  readonly kind: 'minAvailable' | 'maxUnavailable'
  readonly value: number | string
}

export interface BudgetEffect {
  /** Pods that must be healthy. */
  readonly needed: number
  /** Pods that may be moved away now. */
  readonly allowed: number
  /** `blocked`: no pod may ever be moved, so no node with one can be drained; `idle`: all may go at once. */
  readonly kind: 'blocked' | 'idle' | 'some'
}

/**
 * What a budget means for a set of so many pods. Percentages are of the replicas and round up
 * (pkg/controller/disruption/disruption.go: GetScaledValueFromIntOrPercent with roundUp).
 */
export function budgetEffect({ kind, value }: BudgetRule, replicas: number, healthy: number): BudgetEffect {
  const count = countOf(value, replicas)
  const needed = Math.max(0, kind === 'minAvailable' ? count : replicas - count)
  const allowed = Math.max(0, healthy - needed)
  const most = Math.max(0, replicas - needed)
  return { needed, allowed, kind: most === 0 ? 'blocked' : most >= replicas ? 'idle' : 'some' }
}

function countOf(value: number | string, replicas: number): number {
  if (typeof value === 'number') return value
  return Math.ceil((Number.parseInt(value, 10) * replicas) / 100)
}

/** `2` or `50%` as the API takes it; null for what is neither. */
export function budgetValue(text: string): number | string | null {
  const typed = text.trim()
  if (/^(?:\d|[1-9]\d|100)%$/.test(typed)) return typed
  return /^\d{1,5}$/.test(typed) ? Number(typed) : null
}
