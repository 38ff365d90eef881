import { readPending, writePending } from '@/app/projects/[project]/new-statefulset/unsaved'
import { type Change, placeText } from '@/lib/manifests/changes'
import { type Conflict, mergeInto } from '@/lib/manifests/merge'
import { parseManifests } from '@/lib/manifests/parse'
import type { Fields } from '@/lib/manifests/read'
import type { Row } from '@/lib/manifests/rows'
import type { EditableSet, Writer } from '@/lib/statefulsets/edit/get-editable'

/** What an edit stands on: the set as it was read last, and what is still to be decided since then. */
export interface Session {
  readonly base: EditableSet
  readonly conflicts: readonly Conflict[]
  readonly meanwhile: Meanwhile | null
}

/** What others did while the person typed. */
export interface Meanwhile {
  /** People of this console by name; others as the API server knows them: `kubectl-edit`, `ordinal`. */
  readonly writers: readonly string[]
  /** What came into the text by itself. */
  readonly places: readonly string[]
}

export function objectOf(text: string): Fields {
  const parsed = parseManifests(text)
  return (parsed.ok ? parsed.manifests[0]?.object : undefined) ?? {}
}

export interface Rebased {
  readonly session: Session
  /** With what others changed elsewhere. */
  readonly text: string
}

/**
 * The same edit on the set as it is now. Questions that are open already stay, with the value of theirs as it is now.
 * Null when the text cannot be read, so that nothing can be brought into it.
 */
export function rebase({ base, conflicts }: Session, text: string, now: EditableSet): Rebased | null {
  const theirs = objectOf(now.text)
  const merged = mergeInto(text, objectOf(base.text), theirs)
  if (merged === null) return null
  const asked = new Set(merged.conflicts.map(({ place }) => placeText(place)))
  const open = conflicts.filter(({ place }) => !asked.has(placeText(place)))
  return {
    text: merged.text,
    session: {
      base: now,
      conflicts: [...open, ...merged.conflicts],
      meanwhile:
        merged.taken.length + merged.conflicts.length === 0
          ? null
          : { writers: newWriters(base.writers, now.writers), places: placesOf(merged.taken) },
    },
  }
}

function placesOf(changes: readonly Change[]): string[] {
  return changes.map(({ place }) => placeText(place))
}

function newWriters(before: readonly Writer[], now: readonly Writer[]): string[] {
  const known = new Set(before.map(({ name, at }) => `${name}@${at}`))
  const isNew = ({ name, at }: Writer) => !known.has(`${name}@${at}`)
  return [...new Set(now.filter(isNew).map(({ name, by }) => by ?? name))]
}

/** A session beside the text of its draft. */
export function writeSession(
  { base, conflicts }: Session,
  rows: ReadonlyMap<string, readonly Row[]>,
): string {
  return JSON.stringify({ base, conflicts, rows: writePending(rows) })
}

/** What an older version wrote is as good as nothing. */
export function readSession(
  text: string | undefined,
): { session: Session; rows: Map<string, readonly Row[]> } | null {
  try {
    const { base, conflicts, rows } = JSON.parse(text ?? '') as Record<string, unknown>
    const isWhole = typeof (base as EditableSet).text === 'string' && Array.isArray(conflicts)
    if (!isWhole) return null
    const session = { base: base as EditableSet, conflicts: conflicts as Conflict[], meanwhile: null }
    return { session, rows: readPending(String(rows)) }
  } catch {
    return null
  }
}
