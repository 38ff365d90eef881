/** The state of a set as a person means it. Pure: list, detail and filters all ask here. */

export const setStates = ['running', 'updating', 'scaling', 'stopped', 'deleting'] as const
export type SetState = (typeof setStates)[number]

/** What the state is derived from; a subset of apps/v1 StatefulSet as it is on the wire. */
export interface SetFacts {
  readonly metadata: {
    readonly generation?: number | undefined
    readonly deletionTimestamp?: string | undefined
  }
  readonly spec?:
    | {
        readonly replicas?: number | undefined
        readonly ordinals?: { readonly start?: number | undefined } | undefined
        readonly updateStrategy?:
          | {
              readonly type?: string | undefined
              readonly rollingUpdate?: { readonly partition?: number | undefined } | undefined
            }
          | undefined
      }
    | undefined
  readonly status?:
    | {
        readonly observedGeneration?: number | undefined
        readonly replicas?: number | undefined
        readonly readyReplicas?: number | undefined
        readonly availableReplicas?: number | undefined
        readonly updatedReplicas?: number | undefined
        readonly currentRevision?: string | undefined
        readonly updateRevision?: string | undefined
      }
    | undefined
}

export interface SetProgress {
  readonly state: SetState
  readonly desired: number
  readonly ready: number
  readonly updated: number
  /** Pods that exist, terminating ones included. */
  readonly existing: number
}

/**
 * Rules: fact sheet 3.2. The status only counts once the controller has seen the present generation; a partition holds
 * back that many low ordinals, and what it holds back is finished, not in progress; pods that are still there keep a
 * set with zero replicas from being stopped.
 */
export function readProgress(set: SetFacts): SetProgress {
  const desired = set.spec?.replicas ?? 1
  const status = set.status ?? {}
  const counts = {
    desired,
    ready: status.readyReplicas ?? 0,
    updated: status.updatedReplicas ?? 0,
    existing: status.replicas ?? 0,
  }
  return { ...counts, state: stateOf(set, counts) }
}

function stateOf(set: SetFacts, { desired, updated, existing }: Omit<SetProgress, 'state'>): SetState {
  if (set.metadata.deletionTimestamp !== undefined) return 'deleting'
  const status = set.status ?? {}
  const isObserved = (status.observedGeneration ?? 0) >= (set.metadata.generation ?? 0)
  const partition = set.spec?.updateStrategy?.rollingUpdate?.partition ?? 0
  const isOnDelete = set.spec?.updateStrategy?.type === 'OnDelete'
  const toUpdate = isOnDelete ? 0 : Math.max(0, desired - partition)
  if (existing !== desired) return 'scaling'
  if (desired === 0) return isObserved ? 'stopped' : 'updating'
  const isSettled = isObserved && updated >= toUpdate && (status.availableReplicas ?? 0) >= desired
  return isSettled ? 'running' : 'updating'
}
