import 'server-only'
import { createHash } from 'node:crypto'
import type { ProjectScope } from '../../auth/scope.ts'
import type { Cluster } from '../../kubernetes/cluster.ts'
import { getCluster } from '../../kubernetes/clusters.ts'
import { getOpenApiDocuments, getOpenApiVersion } from '../../kubernetes/openapi.ts'
import { buildManifestSchema, type OpenApiDocument } from '../../manifests/cluster-schema.ts'

export interface ManifestSchema {
  readonly json: string
  /** Of the JSON, as HTTP writes it. */
  readonly etag: string
}

/** How long a schema is taken for current without asking the cluster, in milliseconds. */
const freshMs = 60_000

interface Read {
  readonly version: string
  readonly schema: ManifestSchema
}

/** A cluster that is configured anew is another key, so nothing outlives it. Whoever asks meanwhile waits for the same. */
const kept = new WeakMap<Cluster, { readonly askedAt: number; readonly reading: Promise<Read> }>()

/**
 * The JSON schema of a manifest for this project's cluster, made once for each version of what the cluster publishes;
 * the former one while the cluster is away. Throws `cluster_…`, or `not_found` where the cluster publishes nothing.
 */
export async function getManifestSchema(scope: ProjectScope<'statefulset:create'>): Promise<ManifestSchema> {
  const cluster = getCluster(scope.project.cluster)
  let entry = kept.get(cluster)
  if (entry === undefined || Date.now() - entry.askedAt > freshMs) {
    entry = { askedAt: Date.now(), reading: read(cluster, entry?.reading) }
    kept.set(cluster, entry)
    entry.reading.catch(() => kept.delete(cluster))
  }
  return (await entry.reading).schema
}

async function read(cluster: Cluster, former: Promise<Read> | undefined): Promise<Read> {
  const known = await former?.catch(() => undefined)
  const version = await getOpenApiVersion(cluster).catch((error: unknown) => {
    if (known === undefined) throw error
    return known.version
  })
  if (known?.version === version) return known
  const json = JSON.stringify(buildManifestSchema(await getOpenApiDocuments<OpenApiDocument>(cluster)))
  const etag = `"${createHash('sha256').update(json).digest('base64url')}"`
  return { version, schema: { json, etag } }
}
