import { claimUsers, ordinalAfter } from '../../claim-names.ts'
import { type ClaimStage, isBelow, readStage } from '../../claim-stage.ts'
import { claimWindowOf } from '../../claim-window.ts'
import type { PersistentVolume, PersistentVolumeClaim, Pod, StatefulSet } from '../../kubernetes/types.ts'
import type { Manager } from '../../manifests/managed-by.ts'
import { maxReplicas } from '../../manifests/schema-objects.ts'
import { isInWindow } from '../state/facts.ts'
import { isMixed } from './replacement.ts'
import { retentionOf } from './retention.ts'

/** The volumes of one set; plain data, as it goes to the browser. */
export interface Volumes {
  readonly templates: readonly TemplateRow[]
  /** One row for each wanted ordinal (of absurdly many, for the lowest) and template; a claim that is not there yet keeps its row. */
  readonly rows: readonly ClaimRow[]
  /** Claims with the set's name whose ordinal it does not have now, or whose template it has no more. */
  readonly leftovers: readonly ClaimRow[]
  readonly whenScaled: Retention
  readonly whenDeleted: Retention
  /** What a quota on storage leaves; empty where no quota counts it, or none may be read. */
  readonly room: readonly StorageRoom[]
  /** Whether two revisions live side by side: the set cannot be made anew then. */
  readonly isMixed: boolean
  /** Who keeps the set as it is, and would undo what somebody else changes. */
  readonly managers: readonly SetManager[]
  /** Of one pod: what a new template must not collide with. */
  readonly containers: readonly { readonly name: string; readonly mountPaths: readonly string[] }[]
  readonly volumeNames: readonly string[]
  /** Names of all classes. */
  readonly classes: readonly string[]
}

export interface SetManager {
  readonly by: Manager['by'] | 'autoscaler'
  readonly name: string
}

export type Retention = 'Retain' | 'Delete'

export interface TemplateRow {
  readonly name: string
  /** A quantity. */
  readonly size: string
  /** '' for the default class. */
  readonly className: string
  readonly accessModes: readonly string[]
}

export interface ClaimRow {
  readonly name: string
  /** '' while there is none. */
  readonly uid: string
  readonly template: string
  readonly ordinal: number
  /** `Missing` while there is none. */
  readonly phase: 'Bound' | 'Pending' | 'Lost' | 'Terminating' | 'Missing'
  /** Quantities; '' for none. */
  readonly asked: string
  readonly actual: string
  readonly className: string
  readonly isExpandable: boolean
  readonly accessModes: readonly string[]
  readonly isBlock: boolean
  /** The bound volume's name, or ''. */
  readonly volume: string
  /** What becomes of the volume when the claim is deleted; '' when that may not be seen. */
  readonly reclaim: string
  readonly usedBy: readonly string[]
  readonly stage: ClaimStage
  /** ISO 8601; '' when it is not told. */
  readonly stageSince: string
  /** The storage's own words, or ''. */
  readonly stageMessage: string
  /** In what it differs from the set's template. */
  readonly drift: readonly ('size' | 'class')[]
  readonly createdAt: string
}

export interface StorageRoom {
  readonly quota: string
  /** Of this class alone; null for all. */
  readonly className: string | null
  /** Bytes. */
  readonly hard: number
  readonly used: number
}

/** All of the namespace. */
export interface VolumeFacts {
  readonly set: StatefulSet
  readonly claims: Iterable<PersistentVolumeClaim>
  /** Names and templates of all sets. */
  readonly sets: readonly { readonly name: string; readonly templates: readonly string[] }[]
  readonly pods: Iterable<Pod>
  /** By class, whether it lets volumes grow. */
  readonly expandable: ReadonlyMap<string, boolean>
  /** By name. */
  readonly volumes: ReadonlyMap<string, PersistentVolume>
  readonly room: readonly StorageRoom[]
  readonly managers: readonly SetManager[]
}

export function toVolumes(facts: VolumeFacts): Volumes {
  const { set, room, managers } = facts
  const { name } = set.metadata
  const templates = templatesOf(set)
  const byName = new Map([...facts.claims].map((claim) => [claim.metadata.name, claim]))
  const users = usersOf(facts.pods)
  const toRow = (template: string, ordinal: number, claim: PersistentVolumeClaim | undefined) =>
    toClaimRow({ template, ordinal, claim, name: `${template}-${name}-${ordinal}` }, templates, facts, users)
  const { start, count } = claimWindowOf(set)
  const rows: ClaimRow[] = []
  for (let index = 0; index < Math.min(count, maxReplicas); index++) {
    for (const template of templates) {
      const key = `${template.name}-${name}-${start + index}`
      rows.push(toRow(template.name, start + index, byName.get(key)))
    }
  }
  const leftovers = [...byName.values()].flatMap((claim): ClaimRow[] => {
    const known = leftoverOf(set, claim.metadata.name, facts.sets)
    return known === null ? [] : [toRow(known.template, known.ordinal, claim)]
  })
  const pod = set.spec?.template.spec
  return {
    ...{ templates, rows, room, managers },
    leftovers: leftovers.sort((a, b) => a.ordinal - b.ordinal || a.name.localeCompare(b.name)),
    containers: (pod?.containers ?? []).map(({ name: container, volumeMounts = [] }) => ({
      name: container,
      mountPaths: volumeMounts.map(({ mountPath }) => mountPath),
    })),
    volumeNames: (pod?.volumes ?? []).map((volume) => volume.name),
    classes: [...facts.expandable.keys()].sort(),
    ...retentionOf(set),
    isMixed: isMixed(set, facts.pods),
  }
}

export function templatesOf({ spec }: StatefulSet): TemplateRow[] {
  return (spec?.volumeClaimTemplates ?? []).map(({ metadata, spec: wants }) => ({
    name: metadata?.name ?? '',
    size: wants?.resources?.requests?.storage ?? '',
    className: wants?.storageClassName ?? '',
    accessModes: wants?.accessModes ?? [],
  }))
}

/**
 * A claim of this set's name that no ordinal of it has now. A template that the set has no more is believed only where no
 * other set makes the same name: `data-web-0` may well be of a set `0`.
 */
function leftoverOf(
  set: StatefulSet,
  claim: string,
  sets: VolumeFacts['sets'],
): { template: string; ordinal: number } | null {
  const { name } = set.metadata
  const templates = templatesOf(set).map((template) => template.name)
  const [own] = claimUsers([{ name, templates }])(claim)
  if (own !== undefined) return isInWindow(claimWindowOf(set), own.ordinal) ? null : own
  const at = claim.lastIndexOf(`-${name}-`)
  const ordinal = at <= 0 ? null : ordinalAfter(claim.slice(0, at + name.length + 1), claim)
  if (ordinal === null || claimUsers(sets)(claim).length > 0) return null
  return { template: claim.slice(0, at), ordinal }
}

interface Place {
  readonly name: string
  readonly template: string
  readonly ordinal: number
  readonly claim: PersistentVolumeClaim | undefined
}

function toClaimRow(
  { name, template, ordinal, claim }: Place,
  templates: readonly TemplateRow[],
  { expandable, volumes }: VolumeFacts,
  users: ReadonlyMap<string, readonly string[]>,
): ClaimRow {
  const { metadata, spec, status } = claim ?? {}
  const reading = claim === undefined ? null : readStage(claim)
  const className = spec?.storageClassName ?? ''
  const asked = spec?.resources?.requests?.storage ?? ''
  const wanted = templates.find((one) => one.name === template)
  return {
    ...{ name, template, ordinal, asked, className },
    uid: metadata?.uid ?? '',
    phase: phaseOf(claim),
    actual: status?.capacity?.storage ?? '',
    isExpandable: expandable.get(className) ?? false,
    accessModes: spec?.accessModes ?? [],
    isBlock: spec?.volumeMode === 'Block',
    volume: spec?.volumeName ?? '',
    reclaim: volumes.get(spec?.volumeName ?? '')?.spec?.persistentVolumeReclaimPolicy ?? '',
    usedBy: users.get(name) ?? [],
    stage: reading?.stage ?? 'settled',
    stageSince: reading === null || reading.since === 0 ? '' : new Date(reading.since).toISOString(),
    stageMessage: reading?.message ?? '',
    drift: claim === undefined || wanted === undefined ? [] : driftOf(asked, className, wanted),
    createdAt: metadata?.creationTimestamp ?? '',
  }
}

function phaseOf(claim: PersistentVolumeClaim | undefined): ClaimRow['phase'] {
  if (claim === undefined) return 'Missing'
  if (claim.metadata.deletionTimestamp !== undefined) return 'Terminating'
  const phase = claim.status?.phase
  return phase === 'Bound' || phase === 'Lost' ? phase : 'Pending'
}

/** A template without a class means whichever was the default; no drift can be told then. */
function driftOf(asked: string, className: string, wanted: TemplateRow): ClaimRow['drift'] {
  const isOther = isBelow(asked, wanted.size) || isBelow(wanted.size, asked)
  const isOtherClass = wanted.className !== '' && className !== wanted.className
  return [...(isOther ? (['size'] as const) : []), ...(isOtherClass ? (['class'] as const) : [])]
}

function usersOf(pods: Iterable<Pod>): ReadonlyMap<string, readonly string[]> {
  const users = new Map<string, string[]>()
  for (const { metadata, spec } of pods) {
    for (const { persistentVolumeClaim } of spec?.volumes ?? []) {
      if (persistentVolumeClaim === undefined) continue
      const { claimName } = persistentVolumeClaim
      users.set(claimName, [...(users.get(claimName) ?? []), metadata.name])
    }
  }
  return users
}
