import 'server-only'
import { env } from '../env.ts'
import { defaultClusterName } from '../kubernetes/clusters.ts'

/** Whether the cluster in use is one in which nothing runs for real. */
export function isSandbox(): boolean {
  return env.ORDINAL_SANDBOX !== undefined && env.ORDINAL_SANDBOX === defaultClusterName()
}
