import type { Pod } from '../kubernetes/types.ts'
import { type ExitWord, exitWordOf } from './exit-word.ts'

type Status = NonNullable<NonNullable<Pod['status']>['containerStatuses']>[number]
type Terminated = NonNullable<NonNullable<Status['state']>['terminated']>

/** How a run of a container ended. */
export interface Ending {
  readonly word: ExitWord
  /** The kubelet's word. */
  readonly reason: string
  readonly exitCode: number
  /** ISO 8601, '' when not known. */
  readonly startedAt: string
  readonly at: string
  readonly message: string
}

export function toEnding(ended: Terminated): Ending {
  const { reason = '', exitCode, startedAt = '', finishedAt = '', message = '' } = ended
  return { word: exitWordOf(reason, exitCode), reason, exitCode, startedAt, at: finishedAt, message }
}
