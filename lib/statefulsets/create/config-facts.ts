import 'server-only'
import { listObjects } from '../../kubernetes/objects.ts'
import type { Place } from '../../kubernetes/place.ts'
import { listSecretKeys } from '../../kubernetes/secret-keys.ts'
import type { KeysFact, PreflightFacts } from './preflight-facts.ts'

/** Names and keys; a ConfigMap may be of 1 MiB, so few come at once. */
export async function readConfigMaps({ cluster, namespace }: Place): Promise<KeysFact[]> {
  const maps = await listObjects(cluster, 'configmaps', namespace, { pageSize: 50 })
  return maps.map(({ metadata, data, binaryData }) => ({
    name: metadata.name,
    keys: [...Object.keys(data ?? {}), ...Object.keys(binaryData ?? {})].sort(),
  }))
}

/** Names, types and keys. */
export function readSecrets({ cluster, namespace }: Place): Promise<PreflightFacts['secrets']> {
  return listSecretKeys(cluster, namespace)
}

export async function readServiceAccounts({ cluster, namespace }: Place): Promise<string[]> {
  const accounts = await listObjects(cluster, 'serviceaccounts', namespace, { isMetadataOnly: true })
  return accounts.map(({ metadata }) => metadata.name)
}
