import 'server-only'
import { env } from '../env.ts'
import { defaultClusterName } from '../kubernetes/clusters.ts'

/** The cluster in use where nothing in it runs for real, else null. */
export function sandboxName(): string | null {
  const name = defaultClusterName()
  return name !== null && name === env.ORDINAL_SANDBOX ? name : null
}

export function isSandbox(): boolean {
  return sandboxName() !== null
}
