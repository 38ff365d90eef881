import 'server-only'
import type { NamespaceName } from '../names.ts'
import type { Cluster } from './cluster.ts'
import { type ListRequest, readPages } from './pages.ts'

/** What Ordinal knows of a Secret. */
export interface SecretKeys {
  readonly name: string
  /** E.g. `Opaque`, `kubernetes.io/dockerconfigjson`. */
  readonly type: string
  readonly keys: readonly string[]
}

interface RawSecret {
  readonly metadata: { readonly name: string }
  readonly type?: string
  readonly data?: Readonly<Record<string, unknown>> | null
}

/** Tokens and the packages of Helm are nothing for a container to read, and large. */
const fieldSelector = 'type!=kubernetes.io/service-account-token,type!=helm.sh/release.v1'

/**
 * The Secrets of a namespace without their values, which end here. (The API knows no list of keys; a list of metadata alone
 * needs the same right and has no keys.)
 */
export async function listSecretKeys(
  cluster: Cluster,
  namespace: NamespaceName,
  call: Pick<ListRequest, 'signal' | 'deadlineMs'> = {},
): Promise<SecretKeys[]> {
  const secrets: SecretKeys[] = []
  const list = { ...call, place: namespace, fieldSelector, pageSize: 50 }
  for await (const { items } of readPages<RawSecret>(cluster, 'secrets', list)) {
    for (const { metadata, type, data } of items) {
      secrets.push({ name: metadata.name, type: type ?? 'Opaque', keys: Object.keys(data ?? {}).sort() })
    }
  }
  return secrets
}
