import 'server-only'
import type { StatefulSet } from '../../kubernetes/types.ts'
import { appendDocument } from '../../manifests/edit.ts'
import { editableOf } from '../../manifests/live-text.ts'
import { type Manager, managersOf } from '../../manifests/managed-by.ts'
import { fieldsOf } from '../../manifests/read.ts'
import { type RecordedChange, withPerson } from './who.ts'

type Texts = Readonly<Record<string, string>>

/** What a set says about itself beside what it wants; plain data, as it goes to the browser. */
export interface SetMetadata {
  readonly labels: Texts
  /** Without what tools keep there for themselves. */
  readonly annotations: Texts
  readonly conditions: readonly SetCondition[]
  readonly managers: readonly Manager[]
  /** Who wrote fields of it, the last first. */
  readonly writers: readonly SetWriter[]
  readonly finalizers: readonly string[]
  /** The whole manifest with its status, as YAML. */
  readonly text: string
}

export interface SetWriter {
  /** As the API server knows it: `kubectl-edit`, `ordinal`. */
  readonly name: string
  /** The person behind this console, where the record tells. */
  readonly by: string | null
  readonly what: string
  /** ISO 8601, '' when not known. */
  readonly at: string
}

export interface SetCondition {
  readonly type: string
  readonly status: string
  readonly reason: string
  readonly message: string
  /** ISO 8601, '' when not known. */
  readonly at: string
}

export function toMetadata(set: StatefulSet, changes: readonly RecordedChange[]): SetMetadata {
  const object = { ...set, apiVersion: 'apps/v1', kind: 'StatefulSet' }
  const shown = editableOf(object)
  const metadata = fieldsOf(shown.metadata)
  const writers = (set.metadata.managedFields ?? []).map(({ manager = '', operation = '', ...rest }) => ({
    name: manager,
    what: [operation, rest.subresource].filter(Boolean).join(' '),
    at: rest.time ?? '',
  }))
  return {
    labels: fieldsOf(metadata.labels) as Texts,
    annotations: fieldsOf(metadata.annotations) as Texts,
    conditions: (set.status?.conditions ?? []).map((one) => ({
      ...{ type: one.type, status: one.status, reason: one.reason ?? '', message: one.message ?? '' },
      at: one.lastTransitionTime ?? '',
    })),
    managers: managersOf(set),
    writers: writers.map((writer) => withPerson(writer, changes)).sort((a, b) => b.at.localeCompare(a.at)),
    finalizers: set.metadata.finalizers ?? [],
    text: appendDocument('', { ...shown, ...(set.status === undefined ? {} : { status: set.status }) }),
  }
}
