import type { PersistentVolumeClaim, Pod, StatefulSet } from '../../kubernetes/types.ts'
import type { ClaimFate } from '../replicas/foresight.ts'

type Owner = NonNullable<PersistentVolumeClaim['metadata']['ownerReferences']>[number]

export function retentionOf({ spec }: StatefulSet): {
  readonly whenScaled: 'Retain' | 'Delete'
  readonly whenDeleted: 'Retain' | 'Delete'
} {
  const policy = spec?.persistentVolumeClaimRetentionPolicy
  return {
    whenScaled: policy?.whenScaled === 'Delete' ? 'Delete' : 'Retain',
    whenDeleted: policy?.whenDeleted === 'Delete' ? 'Delete' : 'Retain',
  }
}

/**
 * What a scale-down does to the claim of an ordinal that leaves. The controller makes the pod its owner and deletes the
 * pod; a claim whose pod is not there is left alone, as is one that somebody else controls
 * (pkg/controller/statefulset/stateful_set_utils.go, updateClaimOwnerRefForSetAndPod).
 */
export function fateWhenScaled(
  set: StatefulSet,
  pod: Pod | undefined,
  { metadata }: PersistentVolumeClaim,
): Pick<ClaimFate, 'fate' | 'heldBy'> {
  if (metadata.deletionTimestamp !== undefined) return { fate: 'ending', heldBy: null }
  if (pod === undefined || retentionOf(set).whenScaled === 'Retain') return { fate: 'kept', heldBy: null }
  const other = (metadata.ownerReferences ?? []).find((owner) => isForeign(owner, set, pod))
  if (other === undefined) return { fate: 'deleted', heldBy: null }
  return { fate: 'kept', heldBy: `${other.kind}/${other.name}` }
}

/** Another controller, or a former set or pod of the same name. */
function isForeign({ kind, name, uid, controller = false }: Owner, set: StatefulSet, pod: Pod): boolean {
  const own = kind === 'StatefulSet' ? set.metadata : kind === 'Pod' ? pod.metadata : undefined
  return own?.name === name ? own.uid !== uid : controller
}
