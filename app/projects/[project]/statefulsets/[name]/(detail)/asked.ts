export type ReplicasOperation = 'scale' | 'stop' | 'start'

/** What was asked for, and from where. */
export interface Asked {
  readonly operation: ReplicasOperation
  readonly from: number
  readonly to: number
}
