import type { Api } from '../../api/api.ts'
import { controlledBy, type OwnerReference } from '../../api/objects.ts'
import { isSameJson } from '../../api/same.ts'
import { StatusError } from '../../api/status.ts'
import { recordEvent } from '../events.ts'
import { type Claim, isWanted, type Pod, type StatefulSet } from './facts.ts'

const writer = { manager: 'kube-controller-manager' }

export function claimName(set: StatefulSet, template: string, ordinal: number): string {
  return `${template}-${set.metadata.name}-${ordinal}`
}

/** The claims of an ordinal that are there; a claim of that name is taken as it is, wherever it comes from. */
function claimsOf(api: Api, set: StatefulSet, ordinal: number): Claim[] {
  const names = (set.spec?.volumeClaimTemplates ?? []).map(({ metadata }) => metadata?.name ?? '')
  return names.flatMap((name) => {
    const claim = api.store.get(
      'persistentvolumeclaims',
      set.metadata.namespace,
      claimName(set, name, ordinal),
    )
    return claim ?? []
  })
}

/** Makes the claims that an ordinal lacks. Throws what the server says against one. */
export function ensureClaims(api: Api, set: StatefulSet, ordinal: number): void {
  const pod = `${set.metadata.name}-${ordinal}`
  for (const { metadata, spec } of set.spec?.volumeClaimTemplates ?? []) {
    const { namespace } = set.metadata
    const name = claimName(set, metadata?.name ?? '', ordinal)
    const known = api.store.get('persistentvolumeclaims', namespace, name)
    if (known?.metadata.deletionTimestamp !== undefined)
      throw new StatusError(409, 'Conflict', `pvc ${name} is being deleted`)
    if (known !== undefined) continue
    const labels = { ...metadata?.labels, ...set.spec?.selector.matchLabels }
    const claim = { metadata: { ...metadata, name, namespace, labels }, spec }
    try {
      api.create('persistentvolumeclaims', claim, writer)
      const message = `Create Claim ${name} Pod ${pod} in StatefulSet ${set.metadata.name} success`
      recordEvent(api, set, {
        type: 'Normal',
        reason: 'SuccessfulCreate',
        message,
        from: 'statefulset-controller',
      })
    } catch (error) {
      if (!(error instanceof StatusError)) throw error
      const message = `Create Claim ${name} for Pod ${pod} in StatefulSet ${set.metadata.name} failed error: ${error.message}`
      recordEvent(api, set, {
        type: 'Warning',
        reason: 'FailedCreate',
        message,
        from: 'statefulset-controller',
      })
      throw new StatusError(500, 'InternalError', `failed to create PVC ${name}: ${error.message}`)
    }
  }
}

/**
 * Sets who owns the claims of a pod, by the retention policy: whoever owns a claim takes it along when it goes. With
 * `whenDeleted: Delete` that is the set; with `whenScaled: Delete` the pod, once it is condemned.
 */
export function alignOwners(api: Api, set: StatefulSet, pod: Pod, ordinal: number): void {
  for (const claim of claimsOf(api, set, ordinal)) {
    const owners = claim.metadata.ownerReferences ?? []
    const isOurs = ({ kind, name }: OwnerReference) =>
      (kind === 'StatefulSet' && name === set.metadata.name) || (kind === 'Pod' && name === pod.metadata.name)
    const isStale = owners.some(
      (one) => isOurs(one) && one.uid !== set.metadata.uid && one.uid !== pod.metadata.uid,
    )
    const isForeign = owners.some((one) => one.controller === true && !isOurs(one))
    if (isStale || isForeign) continue
    const wanted = [...owners.filter((one) => !isOurs(one)), ...wantedOwners(set, pod, ordinal)]
    if (isSameJson(wanted, owners)) continue
    api.update(
      'persistentvolumeclaims',
      { ...claim, metadata: { ...claim.metadata, ownerReferences: wanted } },
      writer,
    )
  }
}

function wantedOwners(set: StatefulSet, pod: Pod, ordinal: number): OwnerReference[] {
  const { whenDeleted, whenScaled } = set.spec?.persistentVolumeClaimRetentionPolicy ?? {}
  const isCondemned = whenScaled === 'Delete' && !isWanted(set, ordinal)
  if (isCondemned) return [controlledBy(pod, 'v1', 'Pod')]
  return whenDeleted === 'Delete' ? [controlledBy(set, 'apps/v1', 'StatefulSet')] : []
}

/** Whether a claim still waits to go with a pod that is gone: the new pod must not take it. */
export function hasStaleClaim(api: Api, set: StatefulSet, ordinal: number): boolean {
  if (set.spec?.persistentVolumeClaimRetentionPolicy?.whenScaled !== 'Delete') return false
  const name = `${set.metadata.name}-${ordinal}`
  return claimsOf(api, set, ordinal).some(({ metadata }) =>
    metadata.ownerReferences?.some((owner) => owner.kind === 'Pod' && owner.name === name),
  )
}
