import 'server-only'
import type { Cluster } from './cluster.ts'
import { type ConnectionFault, faultOf, toAccountFault, toConnectionFault } from './connection-fault.ts'
import { versionPath } from './path.ts'
import { request } from './request.ts'

/** How long the program of an account may take, in milliseconds: it may wait for somebody to log in. */
const accountDeadlineMs = 10_000

/** How far Ordinal comes with a cluster. */
export interface Connection {
  /** Its host and port. */
  readonly server: string
  /** Whether its certificate is looked at. */
  readonly isVerified: boolean
  /** Null where it did not let Ordinal in. */
  readonly version: string | null
  /** Null where it did. */
  readonly fault: ConnectionFault | null
}

export async function tryConnection(cluster: Cluster): Promise<Connection> {
  const server = cluster.server.host
  const fail = (fault: ConnectionFault, isVerified = true) => ({ server, isVerified, version: null, fault })
  const account = await readAccount(cluster)
  if ('code' in account) return fail(account)
  const isVerified = cluster.server.protocol === 'https:' && account.rejectUnauthorized !== false
  try {
    const { value } = await request<{ gitVersion?: unknown }>(cluster, { method: 'GET', path: versionPath() })
    if (typeof value.gitVersion !== 'string') return fail(faultOf('not_kubernetes', { server }))
    return { server, isVerified, version: value.gitVersion, fault: null }
  } catch (error) {
    return fail(toConnectionFault(error, cluster.server), isVerified)
  }
}

async function readAccount(cluster: Cluster) {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('late')), accountDeadlineMs)
  })
  const reading = Promise.all([cluster.tls(), cluster.authorization()])
  try {
    const [tls] = await Promise.race([reading, late])
    return tls
  } catch (error) {
    return toAccountFault(error)
  } finally {
    clearTimeout(timer)
  }
}
