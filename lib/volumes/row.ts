import { type ClaimName, claimUsers, readClaimName } from '../claim-names.ts'
import { claimWindowOf } from '../claim-window.ts'
import type { PersistentVolume, PersistentVolumeClaim, Pod, StatefulSet } from '../kubernetes/types.ts'
import { toBytes } from '../manifests/quantity.ts'

/**
 * Whose a claim is. `wanted`: a set has its ordinal. `beyond`: a set has not, and uses it again when it has. `former`: the
 * set is there without such a template. `deleted`: no such set is there; a name can be read in several ways. `other`: its
 * name is none that a set makes, or a pod that is no set's uses it.
 */
export type Belonging = 'wanted' | 'beyond' | 'former' | 'deleted' | 'other'

/** One claim of a project; plain data, as it goes to the browser. */
export interface ProjectClaim {
  readonly name: string
  readonly uid: string
  readonly belonging: Belonging
  /** What the name means, as `belonging` says; several where sets share it, or where no set tells. */
  readonly readings: readonly ClaimName[]
  /** Pods that are not at their end. */
  readonly usedBy: readonly string[]
  readonly phase: 'Bound' | 'Pending' | 'Lost' | 'Terminating'
  /** Quantities. */
  readonly asked: string
  readonly actual: string
  readonly bytes: number
  readonly className: string
  readonly volume: string
  /** What becomes of the volume when the claim is deleted; '' when that may not be seen. */
  readonly reclaim: string
  readonly createdAt: string
}

export interface ClaimFacts {
  readonly claims: readonly PersistentVolumeClaim[]
  readonly sets: readonly StatefulSet[]
  readonly pods: readonly Pod[]
  readonly volumes: ReadonlyMap<string, PersistentVolume>
}

/** All claims of a namespace, those that nobody uses first, then by name. */
export function toProjectClaims({ claims, sets, pods, volumes }: ClaimFacts): ProjectClaim[] {
  const users = usersOf(pods)
  const belongs = belongingOf(sets)
  const rows = claims.map((claim): ProjectClaim => {
    const { metadata, spec, status } = claim
    const usedBy = users.get(metadata.name) ?? []
    const actual = status?.capacity?.storage ?? ''
    const asked = spec?.resources?.requests?.storage ?? ''
    const volume = spec?.volumeName ?? ''
    return {
      ...{ name: metadata.name, uid: metadata.uid, usedBy, asked, actual, volume },
      ...belongs(metadata.name, usedBy.length > 0),
      phase: phaseOf(claim),
      bytes: toBytes(actual === '' ? asked : actual),
      className: spec?.storageClassName ?? '',
      reclaim: volumes.get(volume)?.spec?.persistentVolumeReclaimPolicy ?? '',
      createdAt: metadata.creationTimestamp ?? '',
    }
  })
  return rows.sort(
    (a, b) =>
      Number(isWanted(a)) - Number(isWanted(b)) || a.name.localeCompare(b.name, 'en', { numeric: true }),
  )
}

/** Whether deleting it would take something from somebody. */
export function isWanted({ belonging, usedBy }: Pick<ProjectClaim, 'belonging' | 'usedBy'>): boolean {
  return belonging === 'wanted' || usedBy.length > 0
}

type Naming = Pick<ProjectClaim, 'belonging' | 'readings'>

function belongingOf(sets: readonly StatefulSet[]): (name: string, isUsed: boolean) => Naming {
  const windows = new Map(sets.map((set) => [set.metadata.name, claimWindowOf(set)]))
  const findUsers = claimUsers(
    sets.map(({ metadata, spec }) => ({
      name: metadata.name,
      templates: (spec?.volumeClaimTemplates ?? []).map((template) => template.metadata?.name ?? ''),
    })),
  )
  const isInside = ({ set, ordinal }: ClaimName) => {
    const { start, count } = windows.get(set) ?? { start: 0, count: 0 }
    return ordinal >= start && ordinal < start + count
  }
  return (name, isUsed) => {
    const readings = findUsers(name)
    if (readings.length > 0) return { belonging: readings.some(isInside) ? 'wanted' : 'beyond', readings }
    const possible = readClaimName(name)
    const known = possible.filter(({ set }) => windows.has(set))
    if (isUsed || possible.length === 0) return { belonging: 'other', readings: [] }
    return known.length > 0
      ? { belonging: 'former', readings: known }
      : { belonging: 'deleted', readings: possible }
  }
}

/** A pod at its end lets go of its volumes, though it is still listed. */
export function usersOf(pods: readonly Pod[]): ReadonlyMap<string, readonly string[]> {
  const users = new Map<string, string[]>()
  for (const { metadata, spec, status } of pods) {
    if (status?.phase === 'Succeeded' || status?.phase === 'Failed') continue
    for (const { persistentVolumeClaim, ephemeral, name } of spec?.volumes ?? []) {
      const claim = persistentVolumeClaim?.claimName ?? (ephemeral ? `${metadata.name}-${name}` : undefined)
      if (claim !== undefined) users.set(claim, [...(users.get(claim) ?? []), metadata.name])
    }
  }
  return users
}

function phaseOf({ metadata, status }: PersistentVolumeClaim): ProjectClaim['phase'] {
  if (metadata.deletionTimestamp !== undefined) return 'Terminating'
  return status?.phase === 'Bound' || status?.phase === 'Lost' ? status.phase : 'Pending'
}
