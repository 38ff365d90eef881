import { createHash } from 'node:crypto'

/** A kind of program, by what it writes. */
export type LogStyle = keyof typeof styles

export interface LogLine {
  /** Epoch ms. */
  readonly at: number
  readonly text: string
}

interface Style {
  /** Between two lines, on average. */
  readonly everyMs: number
  readonly first: readonly string[]
  /** Written again and again; `{n}` is a number that differs, `{i}` counts. */
  readonly again: readonly string[]
}

const styles = {
  service: {
    everyMs: 7000,
    first: ['level=info msg="starting" version=1.4.2', 'level=info msg="listening" address=0.0.0.0:8080'],
    again: [
      'level=info msg="request" method=GET path=/items/{n} status=200 duration=4ms',
      'level=info msg="request" method=POST path=/items status=201 duration=11ms',
      'level=info msg="checkpoint complete" segments={n}',
      'level=warn msg="slow query" duration=812ms rows={n}',
    ],
  },
  quorum: {
    everyMs: 5000,
    first: ['INFO reading configuration', 'INFO joining peers', 'INFO elected leader, epoch 7'],
    again: [
      'INFO snapshot {i} written, {n} entries',
      'INFO heartbeat from follower, lag {n} bytes',
      'INFO compacted log up to {n}',
      'WARN follower was slow to answer: 241 ms',
    ],
  },
  noisy: {
    everyMs: 20,
    first: ['DEBUG log level is DEBUG: set LOG_LEVEL=info in production'],
    again: [
      'DEBUG consumer 4 polled partition {n}: nothing new',
      'DEBUG cache miss for key user:{n}',
      'TRACE entering handleMessage({i})',
      'ERROR message {n} could not be parsed: unexpected end of input',
      'DEBUG cache miss for key session:{n}',
    ],
  },
  failing: {
    everyMs: 900,
    first: [
      'INFO starting',
      'INFO reading /etc/app/config.yaml',
      'ERROR config.yaml:14: unknown option "replication-factr"',
    ],
    again: ['FATAL cannot start with this configuration'],
  },
  growing: {
    everyMs: 1500,
    first: ['INFO loading index into memory'],
    again: ['INFO index {i}/48 loaded, heap {n} MiB'],
  },
  'no-quorum': {
    everyMs: 3000,
    first: ['INFO joining peers'],
    again: ['WARN no quorum: 1 of 3 members reachable', 'ERROR GET /health 503: waiting for quorum'],
  },
  'disk-full': {
    everyMs: 4000,
    first: ['INFO opening /data/segments'],
    again: [
      'WARN /data is 93 % full: 573 MiB left',
      'INFO wrote segment {i}, 16 MiB',
      'ERROR could not extend /data/segments/{n}: No space left on device',
    ],
  },
  silent: { everyMs: Number.POSITIVE_INFINITY, first: [], again: [] },
} as const satisfies Readonly<Record<string, Style>>

export function logStyleOf(image: string): LogStyle {
  return /postgres|mysql|redis|etcd|kafka|zookeeper|consul|quorum/.test(image) ? 'quorum' : 'service'
}

export interface Span {
  readonly style: LogStyle
  /** What the program says once, at its start. */
  readonly echoes: readonly string[]
  /** Whose log this is: another one has other numbers in its lines. */
  readonly seed: string
  /** Epoch ms; `until` is not part of it. */
  readonly startedAt: number
  readonly from: number
  readonly until: number
}

/** Within this time, ms, a program of a style has written so many lines for sure, unless it is younger. */
export function timeOf(style: LogStyle, lines: number): number {
  const { everyMs }: Style = styles[style]
  return (lines + 2) * everyMs
}

/** A kubelet begins a new file of a log when it has so many bytes (containerLogMaxSize), and reads from no other. */
const maxKeptBytes = 10 * 1024 * 1024
/** What a runtime writes before a line. */
const linePrefix = '2026-01-15T12:00:00.000000000Z stdout F '

/** How far back the log of a program of a style reaches, ms. */
export function keptTime(style: LogStyle): number {
  const { everyMs, again }: Style = styles[style]
  const bytes = again.reduce((sum, text) => sum + linePrefix.length + text.length + 1, 0)
  return again.length === 0 ? everyMs : Math.floor((maxKeptBytes * again.length) / bytes) * everyMs
}

const firstMs = 20

/**
 * What a container wrote in a span of time. A function of the container and the time, so that nothing has to be kept: the
 * same lines come back whenever they are asked for.
 */
export function* linesBetween({ style, echoes, seed, startedAt, from, until }: Span): Generator<LogLine> {
  const { everyMs, first, again }: Style = styles[style]
  const opening = [...echoes, ...first]
  for (const [index, text] of opening.entries()) {
    const at = startedAt + (index + 1) * firstMs
    if (at >= from && at < until) yield { at, text }
  }
  if (again.length === 0) return
  const begin = startedAt + (opening.length + 1) * firstMs
  for (let index = Math.max(0, Math.floor((from - begin) / everyMs)); ; index++) {
    const dice = chance(`${seed} ${index}`)
    const at = Math.floor(begin + (index + (dice % 1000) / 1000) * everyMs)
    if (at >= until) return
    const text = again[dice % again.length] ?? ''
    if (at >= from)
      yield { at, text: text.replace('{n}', String(dice % 9973)).replace('{i}', String(index + 1)) }
  }
}

function chance(seed: string): number {
  return createHash('md5').update(seed).digest().readUInt32LE(0)
}
