import type { HorizontalPodAutoscaler } from '../../kubernetes/types.ts'

/**
 * `new`: it has not looked yet. `off`: there are no replicas. `blind`: it cannot tell the load, and only keeps the range.
 * `stuck`: it cannot change the replicas. `limited`: it would go further, were its range or pace another.
 */
export interface AutoscalerState {
  readonly is: 'new' | 'works' | 'off' | 'blind' | 'stuck' | 'limited'
  /** The cluster's own word for it, '' without one. */
  readonly reason: string
}

type Condition = NonNullable<NonNullable<HorizontalPodAutoscaler['status']>['conditions']>[number]

/** What stands in the way of an autoscaler, the worst first (pkg/controller/podautoscaler/horizontal.go). */
export function autoscalerState(
  conditions: readonly Pick<Condition, 'type' | 'status' | 'reason'>[],
): AutoscalerState {
  const find = (type: string, status: string) =>
    conditions.find((one) => one.type === type && one.status === status)
  const stuck = find('AbleToScale', 'False')
  if (stuck !== undefined) return { is: 'stuck', reason: stuck.reason ?? '' }
  const idle = find('ScalingActive', 'False')
  if (idle !== undefined)
    return { is: idle.reason === 'ScalingDisabled' ? 'off' : 'blind', reason: idle.reason ?? '' }
  const limited = find('ScalingLimited', 'True')
  if (limited !== undefined) return { is: 'limited', reason: limited.reason ?? '' }
  return { is: conditions.length === 0 ? 'new' : 'works', reason: '' }
}
