import { isBelow } from '../../claim-stage.ts'
import { readQuantity, toBytes } from '../../manifests/quantity.ts'
import type { ClaimRow, Volumes } from './volumes.ts'

/** What becomes of one claim. `kept` is as large already; the others keep all of them from growing. */
export interface GrowItem {
  readonly name: string
  readonly template: string
  readonly from: string
  readonly to: string
  readonly verdict: 'grows' | 'kept' | 'notExpandable' | 'notBound' | 'ending'
}

/** What keeps a growth from being begun; a sentence under `volumes.problems`. */
export type GrowProblem =
  | { readonly code: 'quantity' | 'shrink'; readonly template: string; readonly size: string }
  | { readonly code: 'notExpandable' | 'notBound' | 'ending'; readonly names: readonly string[] }
  | { readonly code: 'quota'; readonly quota: string; readonly free: number; readonly needed: number }
  | { readonly code: 'mixed' }
  | { readonly code: 'nothing' }

export interface GrowForesight {
  readonly items: readonly GrowItem[]
  readonly problems: readonly GrowProblem[]
  /** Bytes that are asked for beyond the present. */
  readonly extra: number
  /** Whether the set is made anew, so that its templates agree. */
  readonly isReplaced: boolean
}

/**
 * What growing the volumes of these templates to these sizes does. Sizes are by template; one that is not named stays.
 * A claim that is larger already stays; a template never gets smaller.
 */
export function foreseeGrowth(
  { templates, rows, room, isMixed }: Volumes,
  sizes: Readonly<Record<string, string>>,
): GrowForesight {
  const items: GrowItem[] = []
  const problems: GrowProblem[] = []
  for (const { name, size } of templates) {
    const to = sizes[name] ?? size
    const amount = readQuantity(to)
    if (typeof amount !== 'bigint' || amount <= 0n)
      problems.push({ code: 'quantity', template: name, size: to })
    else if (isBelow(to, size)) problems.push({ code: 'shrink', template: name, size })
    else
      items.push(...rows.filter(({ template }) => template === name).flatMap((row) => foreseeClaim(row, to)))
  }
  for (const code of ['notExpandable', 'notBound', 'ending'] as const) {
    const names = items.filter(({ verdict }) => verdict === code).map(({ name }) => name)
    if (names.length > 0) problems.push({ code, names })
  }
  const growing = items.filter(({ verdict }) => verdict === 'grows')
  problems.push(...foreseeQuota(growing, rows, room))
  const isReplaced = templates.some(({ name, size }) => isBelow(size, sizes[name] ?? size))
  if (isReplaced && isMixed) problems.push({ code: 'mixed' })
  if (!isReplaced && growing.length === 0 && problems.length === 0) problems.push({ code: 'nothing' })
  return { items, problems, extra: sum(growing.map(extraOf)), isReplaced }
}

function foreseeClaim(row: ClaimRow, to: string): GrowItem[] {
  if (row.phase === 'Missing') return []
  const item = { name: row.name, template: row.template, from: row.asked, to }
  if (row.phase === 'Terminating') return [{ ...item, verdict: 'ending' }]
  // What the storage refused may be asked for again, smaller (KEP-1790).
  const isRecovering = row.stage === 'refused' && isBelow(to, row.asked) && isBelow(row.actual, to)
  if (!isBelow(row.asked, to) && !isRecovering) return [{ ...item, verdict: 'kept' }]
  if (row.phase !== 'Bound') return [{ ...item, verdict: 'notBound' }]
  return [{ ...item, verdict: row.isExpandable ? 'grows' : 'notExpandable' }]
}

function foreseeQuota(
  growing: readonly GrowItem[],
  rows: readonly ClaimRow[],
  room: Volumes['room'],
): GrowProblem[] {
  const classOf = new Map(rows.map(({ name, className }) => [name, className]))
  return room.flatMap(({ quota, className, hard, used }): GrowProblem[] => {
    const counted = growing.filter(({ name }) => className === null || classOf.get(name) === className)
    const needed = sum(counted.map(extraOf))
    const free = Math.max(0, hard - used)
    return needed > free ? [{ code: 'quota', quota, free, needed }] : []
  })
}

function extraOf({ from, to }: GrowItem): number {
  return Math.max(0, toBytes(to) - toBytes(from))
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0)
}
