import { isDnsLabel, isObjectName } from './names.ts'

/**
 * Names of claims as the controller makes them: `<template>-<set>-<ordinal>` (pkg/controller/statefulset,
 * getPersistentVolumeClaimName). Templates and sets may hold dashes and digits themselves, so a name alone may be read in
 * several ways; which one is meant, only the sets that are there can say.
 */
export interface ClaimName {
  readonly template: string
  readonly set: string
  readonly ordinal: number
}

/** What a claim's name depends on, of one set. */
export interface NamingSet {
  readonly name: string
  readonly templates: readonly string[]
}

export function claimNameOf({ template, set, ordinal }: ClaimName): string {
  return `${template}-${set}-${ordinal}`
}

/** The ordinal at the end of `<base>-<n>`, without leading zeros; null for another name. */
export function ordinalAfter(base: string, name: string): number | null {
  const digits = name.startsWith(`${base}-`) ? name.slice(base.length + 1) : ''
  return /^(?:0|[1-9]\d{0,9})$/.test(digits) ? Number(digits) : null
}

/** Every way in which a name can be a claim of some set, there or not; the shortest template first. */
export function readClaimName(name: string): ClaimName[] {
  const [, base = '', digits] = /^(.+)-(0|[1-9]\d{0,9})$/.exec(name) ?? []
  if (digits === undefined) return []
  const readings: ClaimName[] = []
  for (let at = base.indexOf('-'); at !== -1; at = base.indexOf('-', at + 1)) {
    const [template, set] = [base.slice(0, at), base.slice(at + 1)]
    if (isDnsLabel(template) && isObjectName(set)) readings.push({ template, set, ordinal: Number(digits) })
  }
  return readings
}

/**
 * Tells which sets use a claim of a name, or will once they have its ordinal. More than one share it, to their harm.
 */
export function claimUsers(sets: Iterable<NamingSet>): (name: string) => ClaimName[] {
  const byBase = new Map<string, Omit<ClaimName, 'ordinal'>[]>()
  for (const { name: set, templates } of sets) {
    for (const template of templates) {
      const base = `${template}-${set}`
      byBase.set(base, [...(byBase.get(base) ?? []), { template, set }])
    }
  }
  return (name) => {
    const base = name.slice(0, Math.max(0, name.lastIndexOf('-')))
    const ordinal = ordinalAfter(base, name)
    return ordinal === null ? [] : (byBase.get(base) ?? []).map((one) => ({ ...one, ordinal }))
  }
}
