import 'server-only'
import { listObjects } from '../../kubernetes/objects.ts'
import type { Place } from '../../kubernetes/place.ts'
import type { PersistentVolumeClaim } from '../../kubernetes/types.ts'
import type { PreflightInput } from '../schema.ts'
import type { ClaimFact, ReusedClaim, StorageClassFact } from './preflight-facts.ts'

export async function readClasses({ cluster }: Place): Promise<StorageClassFact[]> {
  const classes = await listObjects(cluster, 'storageclasses', null)
  return classes.map(({ metadata, provisioner, allowVolumeExpansion = false, volumeBindingMode }) => ({
    name: metadata.name,
    provisioner,
    isDefault: metadata.annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true',
    isExpandable: allowVolumeExpansion,
    bindingMode: volumeBindingMode === 'WaitForFirstConsumer' ? volumeBindingMode : 'Immediate',
  }))
}

export async function readClaims({ cluster, namespace }: Place): Promise<ClaimFact[]> {
  return (await listObjects(cluster, 'persistentvolumeclaims', namespace)).map(toClaimFact)
}

/** The claims `<template>-<set>-<ordinal>` of the ordinals that the set will have, in that order. */
export async function readReused(place: Place, input: PreflightInput): Promise<ReusedClaim[]> {
  const { name, start, replicas, claims: templates } = input
  if (name === '' || templates.length === 0) return []
  const claims = await readClaims(place)
  const found = templates.flatMap((template) => {
    const prefix = `${template.name}-${name}-`
    return claims.flatMap((claim): ReusedClaim[] => {
      if (!claim.name.startsWith(prefix)) return []
      const digits = claim.name.slice(prefix.length)
      const ordinal = /^(?:0|[1-9]\d{0,9})$/.test(digits) ? Number(digits) : -1
      const isWanted = ordinal >= start && ordinal < start + replicas
      return isWanted ? [{ ...claim, template: template.name, ordinal }] : []
    })
  })
  return found.sort((a, b) => a.ordinal - b.ordinal)
}

function toClaimFact({ metadata, spec, status }: PersistentVolumeClaim): ClaimFact {
  return {
    name: metadata.name,
    size: status?.capacity?.storage ?? spec?.resources?.requests?.storage ?? '',
    className: spec?.storageClassName ?? '',
    accessModes: spec?.accessModes ?? [],
    phase: metadata.deletionTimestamp === undefined ? (status?.phase ?? 'Pending') : 'Terminating',
  }
}
