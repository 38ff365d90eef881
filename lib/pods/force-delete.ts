import 'server-only'
import type { ProjectScope } from '../auth/scope.ts'
import { AppError, isAppError } from '../errors.ts'
import type { Cluster } from '../kubernetes/cluster.ts'
import { nodeWord } from '../kubernetes/node.ts'
import { deleteObject, getObject } from '../kubernetes/objects.ts'
import { type Place, placeOf } from '../kubernetes/place.ts'
import type { Node, Pod } from '../kubernetes/types.ts'
import type { ObjectName } from '../names.ts'
import { requirePodOfSet } from './of-set.ts'
import type { ForceDeletePodInput } from './schema.ts'

/**
 * Takes a pod out of the API without the word of its node; the set starts another at once. If the former still runs, two
 * write to one volume (kubernetes.io/docs/tasks/run-application/force-delete-stateful-set-pod), so this is done only where
 * its node is gone or silent, read right before. Throws `invalid` where the node answers, also where it says that it is not
 * ready: its kubelet ends the pod then.
 */
export function forceDeletePod(
  { project }: ProjectScope<'pod:force-delete'>,
  input: ForceDeletePodInput,
): Promise<true> {
  return forceDeleteIn(placeOf(project), input)
}

export async function forceDeleteIn({ cluster, namespace }: Place, { pod: name, uid }: ForceDeletePodInput) {
  const pod = await getObject(cluster, 'pods', namespace, name)
  if (pod.metadata.uid !== uid) throw new AppError('conflict', { message: 'another pod of this name' })
  requirePodOfSet(pod)
  if (!(await isNodeLost(cluster, pod)))
    throw new AppError('invalid', { fields: [{ path: 'pod', code: 'node_alive' }] })
  await deleteObject(cluster, 'pods', namespace, name, { uid }, { gracePeriodSeconds: 0 })
  return true as const
}

/** A pod without a node has nobody whose word is missing: an ordinary deletion ends it. */
async function isNodeLost(cluster: Cluster, { spec }: Pod): Promise<boolean> {
  if (spec?.nodeName === undefined) return false
  try {
    const node: Node = await getObject(cluster, 'nodes', null, spec.nodeName as ObjectName)
    return nodeWord(node) === 'silent'
  } catch (error) {
    if (isAppError(error, 'not_found')) return true
    throw error
  }
}
