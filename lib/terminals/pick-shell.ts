import 'server-only'
import type { Exec, ExecEnd, Output } from '../kubernetes/exec-channels.ts'
import { isAbsent } from './program.ts'
import { type Refusal, shells } from './protocol.ts'
import type { PrepareTerminalInput } from './schema.ts'

/** A shell that says nothing for so long, and does not end, is there: not each has a prompt. In milliseconds. */
const silenceMs = 1500

type Start = (command: readonly string[], output: Output) => Promise<Exec>

/**
 * Starts the first shell that the image has. Whether a program is there is known by trying: the runtime refuses one that
 * is not. `output` gets what the shell writes, from its first byte on.
 */
export async function pickShell(
  choice: PrepareTerminalInput['shell'],
  start: Start,
  output: (bytes: Buffer) => void,
): Promise<{ readonly exec: Exec; readonly shell: string } | { readonly refusal: Refusal }> {
  const candidates = choice === 'auto' ? shells : [choice]
  for (const shell of candidates) {
    const heard = Promise.withResolvers<null>()
    const exec = await start([shell], (bytes) => {
      heard.resolve(null)
      output(bytes)
    })
    const timer = setTimeout(() => heard.resolve(null), silenceMs)
    const end = await Promise.race([exec.ended, heard.promise])
    clearTimeout(timer)
    if (end === null) return { exec, shell }
    if (!isAbsent(end)) return { refusal: toRefusal(end) }
  }
  return { refusal: { reason: 'no_shell', detail: candidates.join(', ') } }
}

function toRefusal(end: ExecEnd): Refusal {
  if (end.kind === 'failed') return { reason: 'not_started_by_runtime', detail: end.message }
  if (end.kind === 'exited') return { reason: 'container_ended', detail: String(end.code) }
  return { reason: 'cluster_unreachable' }
}
