import 'server-only'
import { text } from 'node:stream/consumers'
import type { ProjectScope } from '../auth/scope.ts'
import { getCluster } from '../kubernetes/clusters.ts'
import { openLog } from '../kubernetes/logs.ts'
import type { LastLinesInput } from './schema.ts'

const maxLines = 12
const maxBytes = 8192
const deadlineMs = 5000

/** The last lines that a container wrote, as evidence: few and short, whatever it writes. Throws `cluster_…`, `not_found`. */
export async function readLastLines(
  { project }: ProjectScope<'pod:log'>,
  { pod, container, previous }: LastLinesInput,
): Promise<string[]> {
  const { cluster, namespace } = project
  const log = {
    namespace,
    pod,
    container,
    previous,
    follow: false,
    tailLines: maxLines,
    limitBytes: maxBytes,
  }
  const stream = await openLog(getCluster(cluster), log, AbortSignal.timeout(deadlineMs))
  const lines = (await text(stream)).split('\n').filter((line) => line.trim() !== '')
  // The kubelet writes a time before each.
  return lines.slice(-maxLines).map((line) => line.replace(/^\S+ /, ''))
}
