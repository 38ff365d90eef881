/**
 * What Ordinal's account needs in a cluster, by what is lost without it (`clusters.rights.<purpose>`). Together these are the
 * rules of deploy/clusterrole.yaml, which a test holds against them.
 */
interface Rule {
  /** '' is the core group. */
  readonly group: string
  /** `pods`, or with a subresource `pods/log`. */
  readonly resource: string
  readonly verbs: readonly string[]
}

const core = (resource: string, ...verbs: string[]): Rule => ({ group: '', resource, verbs })
const apps = (resource: string, ...verbs: string[]): Rule => ({ group: 'apps', resource, verbs })
const inGroup = (group: string, resource: string, ...verbs: string[]): Rule => ({ group, resource, verbs })
const read = ['get', 'list', 'watch']

export const rights = {
  sets: [apps('statefulsets', ...read)],
  pods: [core('pods', ...read)],
  projects: [core('namespaces', ...read)],
  newNamespaces: [core('namespaces', 'create')],
  newSets: [apps('statefulsets', 'create'), core('services', 'create', 'delete')],
  editing: [apps('statefulsets', 'update', 'patch')],
  scaling: [apps('statefulsets/scale', 'get', 'update', 'patch')],
  deletion: [apps('statefulsets', 'delete')],
  podDeletion: [core('pods', 'delete')],
  trial: [core('pods', 'create')],
  logs: [core('pods/log', 'get')],
  terminals: [core('pods/exec', 'get', 'create')],
  debugging: [core('pods/ephemeralcontainers', 'patch')],
  reasons: [core('events', ...read), core('nodes', ...read)],
  revisions: [apps('controllerrevisions', ...read)],
  claims: [core('persistentvolumeclaims', ...read), core('persistentvolumes', 'get', 'list')],
  claimChanges: [core('persistentvolumeclaims', 'create', 'patch', 'delete')],
  storageClasses: [inGroup('storage.k8s.io', 'storageclasses', ...read)],
  services: [core('services', ...read)],
  serviceChanges: [core('services', 'patch')],
  configMaps: [core('configmaps', 'get', 'list', 'create', 'delete')],
  budgets: [inGroup('policy', 'poddisruptionbudgets', ...read)],
  budgetChanges: [inGroup('policy', 'poddisruptionbudgets', 'create', 'patch', 'delete')],
  autoscalers: [inGroup('autoscaling', 'horizontalpodautoscalers', ...read, 'delete')],
  room: [core('resourcequotas', 'list'), core('limitranges', 'list'), core('serviceaccounts', 'list')],
  usage: [inGroup('metrics.k8s.io', 'pods', 'get')],
} as const satisfies Record<string, readonly Rule[]>

export type Purpose = keyof typeof rights

/** One question of an access review. */
export interface Right {
  readonly verb: string
  readonly group: string
  readonly resource: string
  readonly subresource?: string
}

export function rightsFor(purpose: Purpose): Right[] {
  return rights[purpose].flatMap(({ group, resource: named, verbs }) => {
    const [resource = '', subresource] = named.split('/')
    return verbs.map((verb) => ({
      verb,
      group,
      resource,
      ...(subresource === undefined ? {} : { subresource }),
    }))
  })
}

/** `patch statefulsets.apps`, `get pods/log`: as `kubectl auth can-i` takes it. */
export function rightText({ verb, group, resource, subresource }: Right): string {
  const named = group === '' ? resource : `${resource}.${group}`
  return `${verb} ${subresource === undefined ? named : `${named}/${subresource}`}`
}
