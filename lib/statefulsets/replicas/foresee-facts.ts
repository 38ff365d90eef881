import type {
  HorizontalPodAutoscaler,
  PersistentVolumeClaim,
  Pod,
  PodDisruptionBudget,
  Service,
  StatefulSet,
} from '../../kubernetes/types.ts'
import type { LimitFact } from '../create/preflight-facts.ts'
import type { QuotaCount } from '../create/quota-room.ts'
import type { Ordinal } from '../state/ordinals.ts'
import type { Waiting } from './foresight.ts'

/** All that an operation on one set is foreseen from. */
export interface ForesightFacts {
  /** The whole set. */
  readonly set: StatefulSet
  readonly ordinals: readonly Ordinal[]
  readonly pods: readonly Pod[]
  /** All of the namespace, as are the following. */
  readonly claims: readonly PersistentVolumeClaim[]
  readonly budgets: readonly PodDisruptionBudget[]
  readonly autoscalers: readonly HorizontalPodAutoscaler[]
  readonly services: readonly Service[]
  /** The other sets. */
  readonly sets: readonly StatefulSet[]
  /** Pods that no set controls, with their labels. */
  readonly loosePods: readonly Pick<Pod, 'metadata'>[]
}

/** The quotas that count every pod, and what fills in the requests of a container. */
export interface QuotaReading {
  readonly counts: readonly (QuotaCount & { readonly quota: string })[]
  readonly limits: readonly LimitFact[]
}

/** What the controller counts as available: Running, Ready for long enough, and not on its way out. */
export function isHealthy({ state, trouble }: Ordinal): boolean {
  return state !== 'missing' && trouble === null
}

/** Whether the set has this pod; one of somebody else may stand in its place. */
export function isPresent({ state, trouble }: Ordinal): boolean {
  return state !== 'missing' && trouble?.reason !== 'foreign'
}

export function toWaiting({ podName, state, trouble }: Ordinal): Waiting {
  return { podName, state, reason: trouble?.reason ?? null }
}
