import { align } from './changes.ts'
import { isFields } from './read.ts'
import { same } from './values.ts'

/** One operation of RFC 6902. */
export interface PatchOperation {
  readonly op: 'add' | 'remove' | 'replace'
  /** A JSON pointer. */
  readonly path: string
  readonly value?: unknown
}

/**
 * The smallest patch that makes the one object the other: it names no path that both have alike. Its indexes are those
 * of `before`, so it may be applied to exactly that version and no other.
 */
export function patchOf(before: unknown, after: unknown, pointer = '', key?: string): PatchOperation[] {
  if (same(before, after)) return []
  if (isFields(before) && isFields(after)) {
    const gone = Object.keys(before).filter((one) => !Object.hasOwn(after, one))
    const come = Object.keys(after).filter((one) => !Object.hasOwn(before, one))
    const kept = Object.keys(after).filter((one) => Object.hasOwn(before, one))
    return [
      ...gone.map((one): PatchOperation => ({ op: 'remove', path: below(pointer, one) })),
      ...kept.flatMap((one) => patchOf(before[one], after[one], below(pointer, one), one)),
      ...come.map((one): PatchOperation => ({ op: 'add', path: below(pointer, one), value: after[one] })),
    ]
  }
  if (Array.isArray(before) && Array.isArray(after)) return listPatch(before, after, pointer, key)
  return [{ op: 'replace', path: pointer, value: after }]
}

/** Items with names are followed by their names; of others, what both ends have alike stays. */
function listPatch(
  before: readonly unknown[],
  after: readonly unknown[],
  pointer: string,
  key: string | undefined,
): PatchOperation[] {
  const named = align(key, before, after)
  const pairs = named === null ? pairsByEnds(before, after) : pairsByName(named.before, named.after)
  const stays = new Set(pairs.map(([from]) => from))
  const targets = new Map(pairs.map(([from, to]) => [to, from]))
  const gone = before.flatMap((_, index): PatchOperation[] =>
    stays.has(index) ? [] : [{ op: 'remove', path: below(pointer, index) }],
  )
  // From the end, so that no index moves before it is used; then each item comes to where it stands at last.
  const come = after.flatMap((value, index): PatchOperation[] =>
    targets.has(index) ? [] : [{ op: 'add', path: below(pointer, index), value }],
  )
  const changed = pairs.flatMap(([from, to]) => patchOf(before[from], after[to], below(pointer, to)))
  return [...gone.reverse(), ...come, ...changed]
}

type Pair = readonly [from: number, to: number]

function pairsByName(before: readonly string[], after: readonly string[]): Pair[] {
  return before.flatMap((name, from): Pair[] => {
    const to = after.indexOf(name)
    return to === -1 ? [] : [[from, to]]
  })
}

function pairsByEnds(before: readonly unknown[], after: readonly unknown[]): Pair[] {
  const shorter = Math.min(before.length, after.length)
  let end = 0
  while (end < shorter && same(before.at(-1 - end), after.at(-1 - end))) end++
  const front = Array.from({ length: shorter - end }, (_, index): Pair => [index, index])
  const back = Array.from({ length: end }, (_, index): Pair => {
    return [before.length - end + index, after.length - end + index]
  })
  return [...front, ...back]
}

function below(pointer: string, part: string | number): string {
  return `${pointer}/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`
}
