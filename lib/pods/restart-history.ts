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
  const runs = endings.map(toEnding).sort((a, b) => timeOf(a.startedAt) - timeOf(b.startedAt))
  // In the order in which they happened: the kubelet counts in seconds, in which a run may begin and end.
  const entries: HistoryEntry[] = [
    ...runs.flatMap((ending) => [
      ...startOf(ending.startedAt),
      { kind: 'ended', at: ending.at, ending } as const,
    ]),
    ...startOf(running?.startedAt),
    ...events.filter((event) => isOf(event, name, forgotten > 0)).map(toTold),
  ]
  const newestFirst = entries.reverse().sort((a, b) => timeOf(b.at) - timeOf(a.at))
  return { entries: newestFirst.slice(0, maxEntries), forgotten }
}

const startOf = (at = ''): HistoryEntry[] => (at === '' ? [] : [{ kind: 'started', at }])

const timeOf = (at: string) => Date.parse(at) || 0

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
