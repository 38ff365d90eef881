import type { Manager } from '../../manifests/managed-by.ts'
import type { OrdinalState } from '../state/ordinals.ts'
import type { Reason } from '../state/trouble.ts'

/** What an operation will do, before it is done. Plain data, as it goes to the browser; worked out in `foresee-*.ts`. */
export type Foresight = ReplicasForesight | DeletionForesight

/** Of a scale, a stop or a start. */
export interface ReplicasForesight extends Surroundings {
  readonly operation: 'scale' | 'stop' | 'start'
  readonly uid: string
  readonly from: number
  readonly to: number
  /** For a start: whether a stop noted how many there were. */
  readonly isNoted: boolean
  readonly isOrdered: boolean
  readonly down: DownForesight | null
  readonly up: UpForesight | null
  readonly budgets: readonly BudgetEffect[]
}

/** Of an edit with which pods leave. */
export interface EditForesight {
  readonly from: number
  readonly to: number
  /** Ordinals that the set has before and after; fewer than `to` where the first ordinal moves. */
  readonly stays: number
  readonly isOrdered: boolean
  readonly down: DownForesight
  readonly budgets: readonly BudgetEffect[]
}

/** What may undo it, or does it by itself. */
export interface Surroundings {
  readonly autoscalers: readonly AutoscalerEffect[]
  readonly managers: readonly Manager[]
}

export interface DownForesight {
  /** In the order in which they end; ordinals of which neither a pod nor a claim is there are left out. */
  readonly leaving: readonly Leaving[]
  readonly wait: DownWait | null
  /** Pods that remain and are ready now. */
  readonly readyAfter: number
}

export interface Leaving {
  readonly ordinal: number
  readonly podName: string
  readonly state: OrdinalState
  readonly reason: Reason | null
  readonly claims: readonly ClaimFate[]
}

export interface Waiting {
  readonly podName: string
  readonly state: OrdinalState
  readonly reason: Reason | null
}

/**
 * What keeps pods from ending for as long as nothing else changes. `remaining`: a pod that stays is not ready. `behind`:
 * two that leave are not ready; the higher one is not touched before the lower. `node`: nobody confirms that it ended.
 */
export interface DownWait extends Waiting {
  readonly kind: 'remaining' | 'behind' | 'node'
  /** Pods that do not end before. */
  readonly held: readonly string[]
  /** For `behind`, the lower one. */
  readonly other: string | null
}

export interface UpForesight {
  /** How many pods are made, and between which names. */
  readonly count: number
  readonly first: string
  readonly last: string
  /** The first of those that are wanted already and hold up the new ones. */
  readonly wait: Waiting | null
  readonly reused: readonly ReusedClaim[]
  /** Claims that are made anew, and what they ask for together, in bytes. */
  readonly fresh: { readonly count: number; readonly bytes: number }
  /** Null where no quota limits it. */
  readonly quota: QuotaEffect | null
  /** New pods that come with the former template, since the partition holds the rollout there. */
  readonly onFormer: number
}

export interface QuotaEffect {
  readonly name: string
  /** What gives out first, as the quota calls it. */
  readonly resource: string
  /** The most replicas for which there is room. */
  readonly most: number
}

export interface Claim {
  readonly name: string
  readonly uid: string
  readonly template: string
  readonly ordinal: number
  /** What it has, or what it asks for while it has nothing. */
  readonly bytes: number
  /** '' for none. */
  readonly className: string
  /** ISO 8601. */
  readonly createdAt: string
}

export interface ReusedClaim extends Claim {
  /** What the template asks for where the claim differs from it; a claim is used as it is. */
  readonly differs: { readonly bytes: number | null; readonly className: string | null }
  /** Being removed: the pod waits until it is gone, and gets a new one. */
  readonly isEnding: boolean
}

export interface ClaimFate extends Claim {
  /** `ending`: was deleted before already. */
  readonly fate: 'kept' | 'deleted' | 'ending'
  /** Somebody else that controls it, because of whom the retention policy does not count; null for none. */
  readonly heldBy: string | null
}

/** What a disruption budget allows of drains now and then, when all that are wanted then are ready. */
export interface BudgetEffect {
  readonly name: string
  readonly allowedNow: number
  /** Null when it guards others too. */
  readonly allowedAfter: number | null
}

export interface AutoscalerEffect {
  readonly name: string
  readonly min: number
  readonly max: number
  /** `raises`, `lowers`: puts it back to its own bound. `changes`: may at any time. `pauses`: does nothing at zero. */
  readonly effect: 'raises' | 'lowers' | 'changes' | 'pauses'
}

export interface DeletionForesight extends Surroundings {
  readonly operation: 'delete'
  readonly uid: string
  readonly replicas: number
  readonly isOrdered: boolean
  /** As they end when it is stopped first. */
  readonly pods: readonly Waiting[]
  readonly wait: DownWait | null
  readonly claims: readonly OwnClaim[]
  readonly companions: readonly Companion[]
  /** What the set's own policy would do, were it deleted as it is. */
  readonly whenDeleted: 'Retain' | 'Delete'
  readonly whenScaled: 'Retain' | 'Delete'
}

export interface OwnClaim extends Claim {
  /** Other sets of which a claim has this very name; such a claim is not offered. */
  readonly sharedWith: readonly string[]
  readonly isEnding: boolean
}

/** What belongs to a set and is not owned by it. */
export interface Companion {
  readonly resource: CompanionResource
  readonly name: string
  readonly uid: string
  /** Why it is listed: `serviceName` names it, its selector matches the pods, or it scales this set. */
  readonly why: 'serviceName' | 'selector' | 'scaleTarget'
  /** Pods of others that it is for as well. */
  readonly others: readonly string[]
}

export const companionResources = ['services', 'poddisruptionbudgets', 'horizontalpodautoscalers'] as const
export type CompanionResource = (typeof companionResources)[number]
