import 'server-only'
import type { ControllerRevision, Pod } from '../../kubernetes/types.ts'
import { type Fields, fieldsOf, listOf } from '../../manifests/read.ts'
import { type TemplateChange, templateChanges } from '../../manifests/template-changes.ts'
import { type RecordedChange, whoMadeRevision } from '../detail/who.ts'
import { ordinalOf, revisionOf } from '../state/facts.ts'
import { templateOf } from './revision.ts'

/** One template that the set had, newest first; plain data, as it goes to the browser. */
export interface RevisionRow {
  readonly name: string
  /** Of the order in which templates became the newest; a roll-back renumbers. */
  readonly number: number
  /** ISO 8601, when it was first the template. */
  readonly createdAt: string
  /** The person who gave the set this template through this console; null where the record does not tell. */
  readonly by: string | null
  readonly images: readonly string[]
  /** The annotation `kubernetes.io/change-cause`; '' without one. */
  readonly cause: string
  /** Ordinals whose pods run it now. */
  readonly ordinals: readonly number[]
  readonly isNewest: boolean
  /** What differs from the one before, in words; null for the oldest that is kept. */
  readonly changes: readonly TemplateChange[] | null
}

/** Revisions of one set, in any order. */
export function toRevisionRows(
  setName: string,
  revisions: readonly ControllerRevision[],
  pods: readonly Pod[],
  updateRevision: string,
  changes: readonly RecordedChange[] = [],
): RevisionRow[] {
  const sorted = [...revisions].sort((a, b) => b.revision - a.revision)
  return sorted.map((revision, index) => {
    const { metadata, revision: number } = revision
    const before = sorted[index + 1]
    const template = templateOf(revision)
    return {
      name: metadata.name,
      number,
      createdAt: metadata.creationTimestamp ?? '',
      by: whoMadeRevision(changes, metadata.creationTimestamp ?? ''),
      images: imagesOf(template),
      cause: metadata.annotations?.['kubernetes.io/change-cause'] ?? '',
      ordinals: ordinalsOn(setName, metadata.name, pods),
      isNewest: metadata.name === updateRevision,
      changes: before === undefined ? null : templateChanges(templateOf(before), template),
    }
  })
}

function imagesOf(template: Fields): string[] {
  const containers = listOf(fieldsOf(template.spec).containers)
  return [...new Set(containers.map((container) => String(fieldsOf(container).image ?? '')))]
}

function ordinalsOn(setName: string, revision: string, pods: readonly Pod[]): number[] {
  return pods
    .filter((pod) => revisionOf(pod) === revision)
    .flatMap(({ metadata }) => ordinalOf(setName, metadata.name) ?? [])
    .sort((a, b) => a - b)
}
