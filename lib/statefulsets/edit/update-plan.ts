import 'server-only'
import { AppError } from '../../errors.ts'
import type { StatefulSet } from '../../kubernetes/types.ts'
import { changesOf, type Place, placeText } from '../../manifests/changes.ts'
import type { CheckContext } from '../../manifests/check.ts'
import { checkEdit } from '../../manifests/check-edit.ts'
import { type PatchOperation, patchOf } from '../../manifests/json-patch.ts'
import { editableOf, withKept } from '../../manifests/live-text.ts'
import { mergeInto } from '../../manifests/merge.ts'
import { type Manifest, parseManifests } from '../../manifests/parse.ts'
import { type Fields, fieldsOf, valueAt } from '../../manifests/read.ts'
import { withoutNote } from '../../stop-note.ts'
import type { TryUpdateInput } from '../schema.ts'
import { annotations } from '../state/state.ts'
import { asObject } from './get-editable.ts'

/** An edit that is right by our own rules. */
export interface CheckedEdit {
  readonly uid: string
  readonly base: Fields
  readonly manifest: Manifest
  readonly text: string
}

/** One try of an edit on the set as it was read. */
export interface UpdatePlan {
  readonly read: Fields
  /** The whole object as it shall be. */
  readonly wanted: Fields
  /** Empty when the set is as it shall be. */
  readonly operations: readonly PatchOperation[]
}

/** Throws `invalid` with each complaint at its line. */
export function checkUpdate(input: TryUpdateInput, context: CheckContext): CheckedEdit {
  const base = parseManifests(input.base)
  const edited = parseManifests(input.manifest)
  if (!edited.ok) throw new AppError('invalid', { fields: edited.errors })
  const before = base.ok ? base.manifests[0]?.object : undefined
  const [manifest] = edited.manifests
  if (before === undefined || manifest === undefined)
    throw new AppError('invalid', { message: 'an edit of nothing' })
  const fields = checkEdit(before, edited.manifests, context)
  if (fields.length > 0) throw new AppError('invalid', { fields })
  return { uid: input.uid, base: before, manifest, text: input.manifest }
}

/**
 * What is sent for an edit of the set as it is now. Its resourceVersion goes along, so that it counts for this version
 * alone. Throws `conflict`, with a code of why: another set of this name, one that is being deleted, or one that
 * somebody changed since the person read it. Replicas that were changed by scaling are no such change: they stay.
 */
export function planUpdate(edit: CheckedEdit, set: StatefulSet): UpdatePlan {
  if (set.metadata.uid !== edit.uid) throw conflict('edit_replaced')
  if (set.metadata.deletionTimestamp !== undefined) throw conflict('edit_deleting')
  const read = asObject(set)
  const current = editableOf(read)
  const merged = mergeInto(edit.text, edit.base, current)
  if (merged === null) throw new AppError('unexpected', { message: 'a checked text that cannot be read' })
  const isForeign = merged.conflicts.length > 0 || merged.taken.some(({ place }) => !isOfScaling(place))
  if (isForeign) throw conflict('edit_changed')
  const parsed = parseManifests(merged.text)
  const edited = parsed.ok ? parsed.manifests[0]?.object : undefined
  if (edited === undefined) throw new AppError('unexpected', { message: 'a merged text that cannot be read' })
  const wanted = endStop(read, withKept(edited, read))
  return { read, wanted, operations: patchOf(read, wanted) }
}

/** With other replicas a stopped set is stopped no more, and what its stop noted is void: see stop-note.ts. */
function endStop(read: Fields, wanted: Fields): Fields {
  const replicasOf = (object: Fields) => valueAt(object, ['spec', 'replicas']) ?? 1
  const isNoted = valueAt(wanted, ['metadata', 'annotations', annotations.replicas]) !== undefined
  if (!isNoted || replicasOf(read) === replicasOf(wanted)) return wanted
  return { ...wanted, metadata: withoutNote(fieldsOf(wanted.metadata)) }
}

/** More than anybody reads in a record. */
const maxRecordedPaths = 30

/** The paths that an edit changes, for the record; values may be secret and stay out of it. */
export function changedPaths(base: string, manifest: string): readonly string[] {
  const [before, after] = [parseManifests(base), parseManifests(manifest)]
  if (!before.ok || !after.ok) return []
  const changes = changesOf(before.manifests[0]?.object, after.manifests[0]?.object)
  return changes.slice(0, maxRecordedPaths).map(({ place }) => placeText(place).slice(0, 200))
}

/** Replicas, and what Ordinal notes when it stops or holds a set. */
function isOfScaling(place: Place): boolean {
  const [first, second, third] = place
  if (first === 'spec') return second === 'replicas'
  const isNote = typeof third === 'string' && third.startsWith('ordinal.io/')
  return first === 'metadata' && second === 'annotations' && isNote && third !== 'ordinal.io/description'
}

function conflict(code: string): AppError {
  return new AppError('conflict', { fields: [{ path: '', code }] })
}
