/**
 * What the end of a container means, as a key under `pod.exits`. Codes above 128 are 128 and the number of the signal
 * (POSIX shells; the runtimes follow); 128 itself is the runtime's when it could not start (pkg/kubelet/kuberuntime).
 */
export type ExitWord =
  | 'done'
  | 'outOfMemory'
  | 'killed'
  | 'asked'
  | 'interrupted'
  | 'segfault'
  | 'aborted'
  | 'notStarted'
  | 'notExecutable'
  | 'notFound'
  | 'signal'
  | 'failed'

const codes: Readonly<Record<number, ExitWord>> = {
  0: 'done',
  126: 'notExecutable',
  127: 'notFound',
  128: 'notStarted',
  130: 'interrupted',
  134: 'aborted',
  137: 'killed',
  139: 'segfault',
  143: 'asked',
}

/** The kernel's memory killer and a plain SIGKILL have the same code; only the reason tells them apart. */
export function exitWordOf(reason: string, exitCode: number): ExitWord {
  if (reason === 'OOMKilled') return 'outOfMemory'
  if (reason === 'StartError' || reason === 'ContainerCannotRun') return 'notStarted'
  return codes[exitCode] ?? (exitCode > 128 && exitCode < 160 ? 'signal' : 'failed')
}
