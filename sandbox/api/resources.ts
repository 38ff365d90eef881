/** Everything that the sandbox keeps, by the name in its address. */
export const resources = {
  statefulsets: row('apps', 'v1', 'StatefulSet', 'sts', ['status', 'scale']),
  controllerrevisions: row('apps', 'v1', 'ControllerRevision'),
  pods: row('', 'v1', 'Pod', 'po', ['status', 'log', 'exec', 'ephemeralcontainers']),
  services: row('', 'v1', 'Service', 'svc', ['status']),
  persistentvolumeclaims: row('', 'v1', 'PersistentVolumeClaim', 'pvc', ['status']),
  persistentvolumes: global('', 'v1', 'PersistentVolume', 'pv', ['status']),
  configmaps: row('', 'v1', 'ConfigMap', 'cm'),
  secrets: row('', 'v1', 'Secret'),
  serviceaccounts: row('', 'v1', 'ServiceAccount', 'sa'),
  resourcequotas: row('', 'v1', 'ResourceQuota', 'quota', ['status']),
  limitranges: row('', 'v1', 'LimitRange', 'limits'),
  events: row('', 'v1', 'Event', 'ev'),
  namespaces: global('', 'v1', 'Namespace', 'ns', ['status']),
  nodes: global('', 'v1', 'Node', 'no', ['status']),
  poddisruptionbudgets: row('policy', 'v1', 'PodDisruptionBudget', 'pdb', ['status']),
  horizontalpodautoscalers: row('autoscaling', 'v2', 'HorizontalPodAutoscaler', 'hpa', ['status']),
  storageclasses: global('storage.k8s.io', 'v1', 'StorageClass', 'sc'),
} as const

export type ResourceName = keyof typeof resources

export interface Resource {
  readonly group: string
  readonly version: string
  readonly kind: string
  readonly isNamespaced: boolean
  readonly shortName: string
  readonly subresources: readonly string[]
  /** Its name in the published schema. */
  readonly type: string
}

function row(
  group: string,
  version: string,
  kind: string,
  shortName = '',
  subresources: readonly string[] = [],
): Resource {
  const type = `io.k8s.api.${group.replace('.k8s.io', '') || 'core'}.${version}.${kind}`
  return { group, version, kind, isNamespaced: true, shortName, subresources, type }
}

function global(...rest: Parameters<typeof row>): Resource {
  return { ...row(...rest), isNamespaced: false }
}

export function apiVersionOf({ group, version }: Pick<Resource, 'group' | 'version'>): string {
  return group === '' ? version : `${group}/${version}`
}

/** `statefulsets.apps`, `pods`: how messages of the API name a resource. */
export function qualified(resource: ResourceName): string {
  const { group } = resources[resource]
  return group === '' ? resource : `${resource}.${group}`
}

export const resourceNames = Object.keys(resources) as ResourceName[]
