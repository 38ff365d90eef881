import { isFields, isLeftOut } from './read.ts'

/**
 * By which fields the items of a list are told apart: the merge keys of the API itself (patchMergeKey in core/v1 and
 * apps/v1 types.go). Lists that are not here are one value to Kubernetes too, such as `args` and `tolerations`.
 */
const listKeys: Readonly<Record<string, readonly string[]>> = {
  containers: ['name'],
  initContainers: ['name'],
  env: ['name'],
  volumes: ['name'],
  imagePullSecrets: ['name'],
  resourceClaims: ['name'],
  volumeMounts: ['mountPath'],
  volumeDevices: ['devicePath'],
  hostAliases: ['ip'],
  topologySpreadConstraints: ['topologyKey', 'whenUnsatisfiable'],
  ownerReferences: ['uid'],
}

/** What each item of the list at a key is called; null where they cannot be told apart. */
export function itemNames(key: string | undefined, list: readonly unknown[]): readonly string[] | null {
  const names = list.map((item) => (key === undefined ? null : itemName(key, item)))
  const known = names.filter((name) => name !== null)
  return known.length === list.length && new Set(known).size === known.length ? known : null
}

function itemName(key: string, item: unknown): string | null {
  if (!isFields(item)) return null
  // Of a container, or of a Service.
  if (key === 'ports') return named([item.containerPort ?? item.port, item.protocol ?? 'TCP'])
  const keys = Object.hasOwn(listKeys, key) ? listKeys[key] : undefined
  return keys === undefined ? null : named(keys.map((one) => item[one]))
}

function named(parts: readonly unknown[]): string | null {
  return parts.some((part) => isLeftOut(part) || typeof part === 'object') ? null : parts.join('/')
}
