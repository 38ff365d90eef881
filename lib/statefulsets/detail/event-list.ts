import type { Event } from '../../kubernetes/types.ts'
import { ordinalOf, toMs } from '../state/facts.ts'

/** What happened to a set, one of its pods or one of its claims; what repeats is one row. */
export interface EventRow {
  /** Of the newest that it stands for. */
  readonly uid: string
  readonly kind: string
  readonly name: string
  /** Null when the set as a whole is meant. */
  readonly ordinal: number | null
  readonly isWarning: boolean
  readonly reason: string
  /** The cluster's own words. */
  readonly message: string
  readonly count: number
  /** ISO 8601. */
  readonly first: string
  readonly last: string
}

/** Rows that are shown; older ones are left out, and said to be. */
const maxRows = 500

export interface EventList {
  readonly rows: readonly EventRow[]
  readonly isCut: boolean
}

/**
 * The events of a set, of pods that are called `<set>-<n>` and of claims `<template>-<set>-<n>`, newest first. The same
 * words about the same object are one row with their number, whether the cluster counted them (`count`, `series`) or not.
 */
export function toEventList(set: string, templates: readonly string[], events: Iterable<Event>): EventList {
  const rows = new Map<string, EventRow>()
  for (const event of events) {
    const row = toRow(set, templates, event)
    if (row === null) continue
    const key = [row.kind, row.name, row.reason, row.message].join('\n')
    const known = rows.get(key)
    rows.set(key, known === undefined ? row : fold(known, row))
  }
  const sorted = [...rows.values()].sort((a, b) => toMs(b.last) - toMs(a.last) || a.uid.localeCompare(b.uid))
  return { rows: sorted.slice(0, maxRows), isCut: sorted.length > maxRows }
}

function toRow(set: string, templates: readonly string[], event: Event): EventRow | null {
  const { kind = '', name = '' } = event.involvedObject
  const ordinal = ordinalOfObject(set, templates, kind, name)
  if (ordinal === undefined) return null
  const last = event.lastTimestamp ?? event.metadata.creationTimestamp ?? ''
  return {
    ...{ uid: event.metadata.uid, kind, name, ordinal, last },
    isWarning: event.type !== 'Normal',
    reason: event.reason ?? '',
    message: event.message ?? '',
    count: Math.max(event.count ?? 1, event.series?.count ?? 1),
    first: event.firstTimestamp ?? last,
  }
}

/** Undefined for an object that is not this set's. */
function ordinalOfObject(
  set: string,
  templates: readonly string[],
  kind: string,
  name: string,
): number | null | undefined {
  if (kind === 'StatefulSet') return name === set ? null : undefined
  if (kind === 'Pod') return ordinalOf(set, name) ?? undefined
  if (kind !== 'PersistentVolumeClaim') return undefined
  const template = templates.find((one) => ordinalOf(`${one}-${set}`, name) !== null)
  return template === undefined ? undefined : (ordinalOf(`${template}-${set}`, name) ?? undefined)
}

function fold(a: EventRow, b: EventRow): EventRow {
  const newest = toMs(a.last) >= toMs(b.last) ? a : b
  const first = toMs(a.first) <= toMs(b.first) ? a.first : b.first
  return { ...newest, count: a.count + b.count, first }
}
