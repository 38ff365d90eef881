import type { PersistentVolumeClaim, StatefulSet } from '../../kubernetes/types.ts'
import { toBytes } from '../../manifests/quantity.ts'
import { ordinalOf } from '../state/facts.ts'
import type { Claim } from './foresight.ts'

export interface NamedClaim {
  readonly template: string
  readonly ordinal: number
  readonly claim: PersistentVolumeClaim
}

/** The claims that are called `<template>-<set>-<n>` for a template of the set, by ordinal, then as the templates stand. */
export function claimsOf(set: StatefulSet, claims: Iterable<PersistentVolumeClaim>): NamedClaim[] {
  const templates = (set.spec?.volumeClaimTemplates ?? []).map(({ metadata }) => metadata?.name ?? '')
  const found: NamedClaim[] = []
  for (const claim of claims) {
    for (const template of templates) {
      const ordinal = ordinalOf(`${template}-${set.metadata.name}`, claim.metadata.name)
      if (ordinal !== null) found.push({ template, ordinal, claim })
    }
  }
  const place = ({ template }: NamedClaim) => templates.indexOf(template)
  return found.sort((a, b) => a.ordinal - b.ordinal || place(a) - place(b))
}

export function toClaim({ template, ordinal, claim }: NamedClaim): Claim {
  const { metadata, spec, status } = claim
  return {
    name: metadata.name,
    uid: metadata.uid,
    template,
    ordinal,
    bytes: toBytes(status?.capacity?.storage ?? spec?.resources?.requests?.storage ?? ''),
    className: spec?.storageClassName ?? '',
    createdAt: metadata.creationTimestamp ?? '',
  }
}
