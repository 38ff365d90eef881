import 'server-only'
import type { Cluster } from './cluster.ts'
import { openApiPath } from './path.ts'
import { request } from './request.ts'

/** The groups whose objects a manifest may hold. */
export const openApiGroups = ['apis/apps/v1', 'api/v1', 'apis/policy/v1'] as const

/** A document is over a megabyte, and a server that just started builds it first. */
const deadlineMs = 20_000

interface Index {
  /** `serverRelativeURL` carries a hash of the document (KEP-2896); only the hash is used, never the address. */
  readonly paths?: Readonly<Record<string, { readonly serverRelativeURL?: string } | undefined>>
}

/**
 * A text that changes when what the cluster publishes about these groups changes: after an upgrade, mostly. Throws
 * `not_found` from servers before 1.24.
 */
export async function getOpenApiVersion(cluster: Cluster): Promise<string> {
  const { value } = await request<Index>(cluster, { method: 'GET', path: openApiPath('index') })
  return openApiGroups.map((group) => value.paths?.[group]?.serverRelativeURL ?? '').join(' ')
}

/** The documents of all our groups, one after the other since each is large. */
export async function getOpenApiDocuments<T>(cluster: Cluster): Promise<T[]> {
  const documents: T[] = []
  for (const group of openApiGroups) {
    const { value } = await request<T>(cluster, { method: 'GET', path: openApiPath(group), deadlineMs })
    documents.push(value)
  }
  return documents
}
