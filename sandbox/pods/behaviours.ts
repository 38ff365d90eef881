import type { ObjectOf } from '../api/objects.ts'
import { type LogStyle, logStyleOf } from './log-lines.ts'
import { echoesOf, endsQuietly, scriptOf, sleepMs } from './script.ts'

export type Pod = ObjectOf<'pods'>
export type Container = NonNullable<Pod['spec']>['containers'][number]

/** How a program ends. */
export interface Ending {
  readonly afterMs: number
  readonly code: number
  readonly reason: 'Error' | 'Completed' | 'OOMKilled'
}

/** What a container does that nobody runs. */
export interface Behaviour {
  /** From its start to its first success at the readiness probe. */
  readonly readyMs: number
  /** What its readiness probe says for ever; null when it succeeds. */
  readonly unready: string | null
  /** Null for a program that runs until it is stopped. */
  readonly ending: Ending | null
  /** From SIGTERM to its end; null when it does not hear it, and is killed after its grace period. */
  readonly stopMs: number | null
  readonly log: LogStyle
  /** What it says first. */
  readonly echoes: readonly string[]
}

const steady: Behaviour = {
  readyMs: 1500,
  unready: null,
  ending: null,
  stopMs: 1200,
  log: 'service',
  echoes: [],
}

/** What the annotation `sandbox.ordinal.io/behaviour` of a pod may ask for. */
export const named: Readonly<Record<string, Behaviour>> = {
  steady,
  slow: { ...steady, readyMs: 25_000 },
  noisy: { ...steady, log: 'noisy' },
  unready: { ...steady, unready: 'HTTP probe failed with statuscode: 503', log: 'no-quorum' },
  crash: { ...steady, ending: { afterMs: 4000, code: 1, reason: 'Error' }, log: 'failing' },
  'out-of-memory': { ...steady, ending: { afterMs: 9000, code: 137, reason: 'OOMKilled' }, log: 'growing' },
  'fills-disk': { ...steady, log: 'disk-full' },
}

export const behaviourMark = 'sandbox.ordinal.io/behaviour'

/** By annotation; else by the little that is understood of a command: `exit 3` ends, `sleep` does not hear signals. */
export function behaviourOf(pod: Pod, container: Container): Behaviour {
  const asked = named[pod.metadata.annotations?.[behaviourMark] ?? '']
  if (asked !== undefined) return asked
  const command = scriptOf([...(container.command ?? []), ...(container.args ?? [])])
  const log = endsQuietly(command) ? 'silent' : logStyleOf(container.image ?? '')
  const echoes = echoesOf(command)
  const code = Number(/\bexit (\d+)\b/.exec(command)?.[1] ?? Number.NaN)
  if (!Number.isNaN(code))
    return {
      ...steady,
      log,
      echoes,
      ending: { afterMs: 300 + sleepMs(command), code, reason: code === 0 ? 'Completed' : 'Error' },
    }
  const unready = failingProbe(container)
  const stopMs = /\bsleep \d/.test(command) ? null : steady.stopMs
  return {
    ...steady,
    log,
    echoes,
    unready,
    stopMs,
    readyMs: container.readinessProbe === undefined ? 0 : steady.readyMs,
  }
}

function failingProbe({ readinessProbe }: Container): string | null {
  const command = readinessProbe?.exec?.command?.join(' ') ?? ''
  return /\b(?:exit [1-9]|false)\b/.test(command) ? 'command failed' : null
}

/** Why an image cannot be had, in containerd's words; null when it can. Hosts of `.invalid` never answer (RFC 2606). */
export function pullFault(image: string): string | null {
  const [host = ''] = image.split('/')
  const reference = `failed to pull and unpack image "${image}": failed to resolve reference "${image}"`
  if (/\.invalid(?::\d+)?$/.test(host))
    return `${reference}: failed to do request: dial tcp: lookup ${host}: no such host`
  return /:\S*(?:missing|typo)/.test(image) ? `${reference}: ${image}: not found` : null
}
