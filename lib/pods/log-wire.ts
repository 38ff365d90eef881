/**
 * What the stream of a log consists of on its way to the browser: lines of text, each one of
 *
 *   2026-11-26T01:30:46.123456789Z text    a line as the kubelet sends it, of the source that was named last
 *   +text                                  more of the line before, where long lines are not cut
 *   @3                                     the lines that follow are of source 3
 *   !{…}                                   a mark
 *
 * The kubelet puts its timestamp before every line, so nothing that a container writes can be one of the others.
 */

/** One container of one pod; numbered anew in each stream. */
export interface LogSource {
  readonly n: number
  readonly pod: string
  /** A pod that is made anew under its name is another source. */
  readonly uid: string
  readonly container: string
  /** Null for a pod that no set has made. */
  readonly ordinal: number | null
}

/** What is not a line of a container. `n` is the source that it is about. */
export type LogMark =
  | ({ readonly kind: 'source' } & LogSource)
  /** The container was started again; `reason` and `exitCode` are of the run before. */
  | { readonly kind: 'restart'; readonly n: number; readonly reason: string; readonly exitCode: number }
  /** The container ended and is not running now. */
  | { readonly kind: 'ended'; readonly n: number; readonly reason: string; readonly exitCode: number }
  /** The pod was deleted. */
  | { readonly kind: 'gone'; readonly n: number }
  /** The container was not started yet; `reason` is the kubelet's word. */
  | { readonly kind: 'waiting'; readonly n: number; readonly reason: string }
  /** So many bytes of the line before are left out. */
  | { readonly kind: 'cut'; readonly n: number; readonly bytes: number }
  /** Lines may be missing here: the node keeps them no longer. */
  | { readonly kind: 'gap'; readonly n: number }
  /** The connection to the cluster broke; it is tried again. `code` is one of our errors. */
  | { readonly kind: 'lost'; readonly n: number; readonly code: string }
  | { readonly kind: 'resumed'; readonly n: number }
  /** So many containers are left out, since one stream follows only so many. */
  | { readonly kind: 'more'; readonly count: number }
  /** All lines up to this time, ISO 8601, were sent. */
  | { readonly kind: 'sent'; readonly at: string }
  | { readonly kind: 'beat' }
  /** Nothing comes any more. */
  | { readonly kind: 'done' }

/** A mark as it is made by one source, which does not know its number. */
type WithoutNumber<Mark> = Mark extends { readonly n: number } ? Omit<Mark, 'n'> : never
export type SourceMark = WithoutNumber<Exclude<LogMark, { kind: 'source' }>>

export function writeMark(mark: LogMark): string {
  return `!${JSON.stringify(mark)}\n`
}

export function writeSwitch(n: number): string {
  return `@${n}\n`
}

/** The mark of a line that begins with `!`. The server writes no other ones. */
export function readMark(line: string): LogMark {
  return JSON.parse(line.slice(1)) as LogMark
}

/** Lines of a log longer than this, in bytes, are cut. */
export const maxLineBytes = 64 * 1024

/** The timestamp with which a line begins, or '' where it has none. */
export function timestampOf(line: Uint8Array): string {
  const end = line.subarray(0, 40).indexOf(0x20)
  const at = end < 0 ? '' : String.fromCharCode(...line.subarray(0, end))
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.test(at) ? at : ''
}

/** Epoch ms of a timestamp, with its fraction as far as a number holds it (a quarter of a microsecond). */
export function timeOf(at: string): number {
  const fraction = /\.(\d+)/.exec(at)?.[1] ?? ''
  const whole = Date.parse(fraction === '' ? at : at.replace(`.${fraction}`, ''))
  return whole + Number(`0.${fraction || '0'}`) * 1000
}
