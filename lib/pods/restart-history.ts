import type { Event, Pod } from '../kubernetes/types.ts'
import { type Ending, toEnding } from './ending.ts'

type Status = NonNullable<NonNullable<Pod['status']>['containerStatuses']>[number]
type Terminated = Parameters<typeof toEnding>[0]

export type HistoryEntry =
  | { readonly kind: 'started'; readonly at: string }
  | { readonly kind: 'ended'; readonly at: string; readonly ending: Ending }
  /** What the cluster reports, so many times since `first`. */
  | {
      readonly kind: 'told'
      readonly at: string
      readonly first: string
      readonly reason: string
      readonly message: string
      readonly count: number
      readonly isWarning: boolean
    }

/** The starts and ends of one container as far as anybody remembers, newest first. */
export interface RestartHistory {
  readonly entries: readonly HistoryEntry[]
  /** Runs that ended, and nobody knows when or how. */
  readonly forgotten: number
}

/** What the kubelet reports around an end (pkg/kubelet/events). */
const toldReasons = ['Killing', 'BackOff', 'Unhealthy', 'ExceededGracePeriod', 'Failed']
const maxEntries = 60

/** `endings` are all that are known of this container. */
export function toHistory(
  name: string,
  status: Status | undefined,
  endings: readonly Terminated[],
  events: readonly Event[],
): RestartHistory {
  const { running, waiting } = status?.state ?? {}
  const restarts = status?.restartCount ?? 0
  // One that waits to be started again, or ended, has ended once more than it was started again.
  const isBetween =
    running === undefined && (waiting === undefined || status?.lastState?.terminated !== undefined)
  const ended = status === undefined ? 0 : restarts + (isBetween ? 1 : 0)
  const forgotten = Math.max(0, ended - endings.length)
  const starts = [...endings.map(({ startedAt }) => startedAt), running?.startedAt]
  const entries: HistoryEntry[] = [
    ...starts.flatMap((at) => (at ? [{ kind: 'started', at } as const] : [])),
    ...endings.map(toEnding).map((ending) => ({ kind: 'ended', at: ending.at, ending }) as const),
    ...events.filter((event) => isOf(event, name, forgotten > 0)).map(toTold),
  ]
  const sorted = entries.sort((a, b) => Date.parse(b.at) - Date.parse(a.at) || order(a) - order(b))
  return { entries: sorted.slice(0, maxEntries), forgotten }
}

/** At one moment a run begins after what ended the one before it. */
const order = ({ kind }: HistoryEntry) => ['started', 'ended', 'told'].indexOf(kind)

/** That it was started is told again where nobody knows when. */
function isOf({ reason = '', involvedObject }: Event, name: string, withStarts: boolean): boolean {
  const isMeant = toldReasons.includes(reason) || (withStarts && reason === 'Started')
  return isMeant && involvedObject.fieldPath?.endsWith(`{${name}}`) === true
}

function toTold(event: Event): HistoryEntry {
  const { metadata, type, reason = '', message = '', count, series } = event
  const { firstTimestamp, lastTimestamp, eventTime } = event
  const at = series?.lastObservedTime ?? lastTimestamp ?? eventTime ?? metadata.creationTimestamp ?? ''
  return {
    ...{ kind: 'told', at, first: firstTimestamp ?? eventTime ?? at, reason, message },
    ...{ count: Math.max(count ?? 1, series?.count ?? 1), isWarning: type !== 'Normal' },
  }
}
