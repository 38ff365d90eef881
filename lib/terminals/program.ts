import 'server-only'
import type { ProjectScope } from '../auth/scope.ts'
import { AppError } from '../errors.ts'
import { getCluster } from '../kubernetes/clusters.ts'
import { openExec } from '../kubernetes/exec.ts'
import type { Exec, ExecEnd } from '../kubernetes/exec-channels.ts'
import type { ContainerName, ObjectName } from '../names.ts'
import { answersNode } from './answers-node.ts'

/** A container of exactly this pod. */
export interface Place {
  readonly pod: ObjectName
  readonly container: ContainerName
}

interface Result {
  readonly code: number
  readonly output: Buffer
  /** Its first words about what went wrong. */
  readonly complaint: string
  /** More was written than is kept. */
  readonly isCut: boolean
}

const deadlineMs = 20_000
const maxComplaintBytes = 2000

/** A program without a terminal; its complaints are kept, its output goes where the caller says. */
export async function startProgram(
  scope: ProjectScope<'pod:terminal'>,
  { pod, container }: Place,
  command: readonly string[],
  output: (bytes: Buffer) => void,
  options: { readonly stdin: boolean; readonly signal: AbortSignal },
): Promise<{ readonly exec: Exec; readonly complaint: () => string }> {
  const { cluster, namespace } = scope.project
  let complaint = Buffer.alloc(0)
  const exec = await openExec(
    getCluster(cluster),
    { namespace, pod, container, command, stdin: options.stdin, tty: false },
    (bytes, channel) => {
      if (channel === 'stdout') output(bytes)
      else if (complaint.length < maxComplaintBytes) complaint = Buffer.concat([complaint, bytes])
    },
    options.signal,
  )
  return { exec, complaint: () => complaint.subarray(0, maxComplaintBytes).toString('utf8').trim() }
}

/**
 * Runs a program to its end and keeps what it writes, up to a limit. Null when the image has no such program. Throws
 * `cluster_timeout`, `cluster_failed` where its success may be the loss of its node, or as the cluster does.
 */
export async function runProgram(
  scope: ProjectScope<'pod:terminal'>,
  place: Place,
  command: readonly string[],
  maxBytes: number,
): Promise<Result | null> {
  const parts: Buffer[] = []
  let size = 0
  const deadline = new AbortController()
  const timer = setTimeout(() => deadline.abort(), deadlineMs)
  try {
    const { exec, complaint } = await startProgram(
      scope,
      place,
      command,
      (bytes) => {
        size += bytes.length
        if (size - bytes.length < maxBytes) parts.push(Buffer.from(bytes))
        else exec.close()
      },
      { stdin: false, signal: deadline.signal },
    )
    const end = await exec.ended
    if (deadline.signal.aborted) throw new AppError('cluster_timeout')
    const isCut = size > maxBytes
    if (!isCut && isAbsent(end)) return null
    if (!isCut && end.kind !== 'exited')
      throw new AppError('cluster_failed', { message: end.kind === 'failed' ? end.message : 'exec lost' })
    const code = end.kind === 'exited' ? end.code : 0
    const isSilent = code === 0 && size === 0
    if (isSilent && !(await answersNode(scope, place)))
      throw new AppError('cluster_failed', { message: 'the node does not answer' })
    return { code, output: Buffer.concat(parts), complaint: complaint(), isCut }
  } finally {
    clearTimeout(timer)
  }
}

/** 126 and 127 are what some runtimes and all shells say for a program that cannot be started. */
export function isAbsent(end: ExecEnd): boolean {
  if (end.kind === 'exited') return end.code === 126 || end.code === 127
  const words = /executable file not found|no such file or directory|permission denied|exec format error/i
  return end.kind === 'failed' && words.test(end.message)
}
