import 'server-only'
import type { ProjectScope } from '../auth/scope.ts'
import { isAppError } from '../errors.ts'
import type { Cluster } from '../kubernetes/cluster.ts'
import { getCluster } from '../kubernetes/clusters.ts'
import { getObject } from '../kubernetes/objects.ts'
import type { ResourceTypes } from '../kubernetes/types.ts'
import { isObjectName, type NamespaceName } from '../names.ts'
import type { MadeResource } from './plan.ts'
import { readMark, type Wanted } from './request-mark.ts'

export interface Place {
  readonly cluster: Cluster
  readonly namespace: NamespaceName
}

export function placeOf({ project }: ProjectScope): Place {
  return { cluster: getCluster(project.cluster), namespace: project.namespace }
}

export type MadeObject = ResourceTypes[MadeResource]

/** What stands where an object is wanted. */
export type Standing =
  | { readonly is: 'absent' }
  | { readonly is: 'same' | 'former' | 'foreign'; readonly object: MadeObject }

/** Reads what stands there; a name that no object can have is of none. */
export async function look({ cluster, namespace }: Place, wanted: Wanted): Promise<Standing> {
  const { name } = wanted.manifest
  if (!isObjectName(name)) return { is: 'absent' }
  try {
    const object: MadeObject = await getObject(cluster, wanted.resource, namespace, name)
    return { is: readMark(object, wanted), object }
  } catch (error) {
    if (isAppError(error, 'not_found')) return { is: 'absent' }
    throw error
  }
}
