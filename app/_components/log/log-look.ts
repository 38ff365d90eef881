import { type Level, levels } from '@/lib/pods/log-level'
import { timeOf } from '@/lib/pods/log-wire'

const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/

/** How a log is looked at; it stands in the address. */
export interface LogLook {
  /**
   * Lines from the end with which it begins, or the minutes that it goes back; `all` for what the node keeps; `at` for a
   * little before the line `at`.
   */
  readonly from: string
  /** The timestamp of the line to which it goes; '' for none. */
  readonly at: string
  readonly previous: boolean
  readonly time: boolean
  readonly wrap: boolean
  readonly json: boolean
  readonly text: string
  readonly regex: boolean
  readonly case: boolean
  readonly filter: boolean
  readonly level: Level | null
  /** Ordinals that are left out. */
  readonly hidden: readonly number[]
  /** None but these containers, where there are any. */
  readonly containers: readonly string[]
}

/** The choices of `from`. */
export const beginnings = [
  'tail100',
  'tail1000',
  'tail10000',
  'min5',
  'min60',
  'min360',
  'min1440',
  'all',
] as const
const usualBeginning = 'tail1000'
/** What is shown before a line to which one goes, ms. */
const beforeMs = 5000

export function readLook(query: URLSearchParams): LogLook {
  const has = (key: string) => query.get(key) === '1'
  const level = query.get('level')
  const from = query.get('from') ?? usualBeginning
  const at = query.get('at') ?? ''
  const isAt = from === 'at' && isoTime.test(at) && !Number.isNaN(timeOf(at))
  return {
    from: isAt || beginnings.some((one) => one === from) ? from : usualBeginning,
    at: isAt ? at : '',
    previous: has('previous'),
    time: has('time'),
    wrap: query.get('wrap') !== '0',
    json: has('json'),
    text: query.get('q') ?? '',
    regex: has('regex'),
    case: has('case'),
    filter: has('filter'),
    level: levels.find((one) => one === level) ?? null,
    hidden: words(query.get('hidden')).map(Number).filter(Number.isInteger),
    containers: words(query.get('containers')),
  }
}

/** What is as usual is left out. */
export function writeLook(look: LogLook): string {
  const query = new URLSearchParams()
  const set = (key: string, value: string) => value !== '' && query.set(key, value)
  if (look.from !== usualBeginning) set('from', look.from)
  if (look.from === 'at') set('at', look.at)
  for (const key of ['previous', 'time', 'json', 'regex', 'case', 'filter'] as const)
    set(key, look[key] ? '1' : '')
  if (!look.wrap) set('wrap', '0')
  set('q', look.text)
  set('level', look.level ?? '')
  set('hidden', look.hidden.join(','))
  set('containers', look.containers.join(','))
  const text = query.toString()
  return text === '' ? '' : `?${text}`
}

/** How the stream is asked for what the look begins with. `now` in epoch ms. */
export function streamQuery(
  { from, at, previous, containers }: Pick<LogLook, 'from' | 'at' | 'previous' | 'containers'>,
  now: number,
): Record<string, string> {
  const [, kind, count = ''] = /^(tail|min)(\d+)$/.exec(from) ?? []
  const since = kind === 'min' ? now - Number(count) * 60_000 : from === 'at' ? timeOf(at) - beforeMs : null
  const start =
    since === null
      ? { tail: kind === 'tail' ? count : 'all' }
      : { tail: 'all', since: new Date(since).toISOString() }
  return {
    ...start,
    ...(previous ? { previous: 'true' } : {}),
    ...(containers.length > 0 ? { containers: containers.join(',') } : {}),
  }
}

function words(text: string | null): string[] {
  return (text ?? '').split(',').filter((word) => word !== '')
}
