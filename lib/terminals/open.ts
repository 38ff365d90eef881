import 'server-only'
import type { ProjectScope } from '../auth/scope.ts'
import { env } from '../env.ts'
import { getCluster } from '../kubernetes/clusters.ts'
import { openExec } from '../kubernetes/exec.ts'
import type { Exec, Output } from '../kubernetes/exec-channels.ts'
import { answersNode } from './answers-node.ts'
import { pickShell } from './pick-shell.ts'
import type { EndReason, Refusal } from './protocol.ts'
import type { ShellPurpose } from './schema.ts'
import { Scrollback } from './scrollback.ts'
import { Shell, type ShellTimes } from './shell.ts'
import { findRefusal, mayExec } from './target.ts'

const defaultTimes: ShellTimes = {
  recheck: 3000,
  keep: 60_000,
  idle: env.ORDINAL_TERMINAL_IDLE_MINUTES * 60_000,
  warning: Math.min(120_000, env.ORDINAL_TERMINAL_IDLE_MINUTES * 30_000),
}

interface OpenOptions {
  readonly resume: string
  readonly prove: () => Promise<unknown>
  readonly signal: AbortSignal
  readonly times?: Partial<ShellTimes> | undefined
}

/** Starts a shell in exactly the container that the ticket was for. Throws as the cluster does. */
export async function openShell(
  scope: ProjectScope<'pod:terminal'>,
  purpose: ShellPurpose,
  { resume, prove, signal, times }: OpenOptions,
): Promise<{ readonly shell: Shell } | { readonly shell: null; readonly refusal: Refusal }> {
  const { cluster, namespace } = scope.project
  const { pod, container } = purpose
  const { refusal } = await findRefusal(scope, purpose)
  if (refusal !== null) return { shell: null, refusal }
  if (!(await mayExec(scope, pod))) return { shell: null, refusal: { reason: 'no_access' } }

  const scrollback = new Scrollback()
  let shell: Shell | null = null
  const start = (command: readonly string[], output: Output): Promise<Exec> =>
    openExec(
      getCluster(cluster),
      { namespace, pod, container, command, stdin: true, tty: true },
      output,
      signal,
    )
  const picked = await pickShell(purpose.shell, start, (bytes) => {
    scrollback.push(bytes)
    shell?.wrote(bytes)
  })
  if ('refusal' in picked) return { shell: null, refusal: picked.refusal }
  const look = async (): Promise<EndReason | null> => {
    const { refusal: now } = await findRefusal(scope, purpose)
    if (now === null) return (await answersNode(scope, purpose)) ? null : 'lost'
    const isPod = now.reason === 'pod_gone' || now.reason === 'pod_replaced'
    return isPod ? 'pod_gone' : 'container_ended'
  }
  const all = { ...defaultTimes, ...times }
  shell = new Shell({ exec: picked.exec, name: picked.shell, resume, times: all, prove, look }, scrollback)
  return { shell }
}
