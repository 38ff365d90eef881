import { itemNames } from './list-keys.ts'
import { openMaps } from './live-text.ts'
import { type Path, pathText } from './path.ts'
import { isFields } from './read.ts'
import { same } from './values.ts'

/** A key, or an item of a list by its name: where it stands among the others may be another number tomorrow. */
export type Step = string | { readonly item: string }
export type Place = readonly Step[]

/** One difference between two states of an object, at the deepest place that has it; undefined: not there. */
export interface Change {
  readonly place: Place
  readonly from: unknown
  readonly to: unknown
  /** Of an item that came: the one it stands behind, null for none. */
  readonly behind?: string | null
}

export function changesOf(before: unknown, after: unknown, place: Place = []): Change[] {
  const last = place.at(-1)
  const key = typeof last === 'string' ? last : undefined
  const isOpen = key !== undefined && openMaps.has(key)
  const [from, to] = isOpen ? [before ?? {}, after ?? {}] : [before, after]
  if (same(from, to)) return []
  if (isFields(from) && isFields(to)) {
    const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])]
    return keys.flatMap((one) => changesOf(own(from, one), own(to, one), [...place, one]))
  }
  if (Array.isArray(from) && Array.isArray(to)) return listChanges(from, to, key, place)
  return [{ place, from: before, to: after }]
}

function listChanges(
  from: readonly unknown[],
  to: readonly unknown[],
  key: string | undefined,
  place: Place,
): Change[] {
  const aligned = align(key, from, to)
  if (aligned === null) return [{ place, from, to }]
  const { before, after } = aligned
  const gone = before.flatMap((item, index) =>
    after.includes(item) ? [] : [{ place: [...place, { item }], from: from[index], to: undefined }],
  )
  const others = after.flatMap((item, index): Change[] => {
    const at = [...place, { item }]
    if (before.includes(item)) return changesOf(from[before.indexOf(item)], to[index], at)
    return [{ place: at, from: undefined, to: to[index], behind: after[index - 1] ?? null }]
  })
  return [...gone, ...others]
}

/** The names of the items of both lists, where those that both have stand in the same order; else null. */
export function align(
  key: string | undefined,
  from: readonly unknown[],
  to: readonly unknown[],
): { readonly before: readonly string[]; readonly after: readonly string[] } | null {
  const before = itemNames(key, from)
  const after = itemNames(key, to)
  if (before === null || after === null) return null
  const kept = before.filter((name) => after.includes(name))
  const stays = after.filter((name) => before.includes(name))
  return kept.join('\n') === stays.join('\n') ? { before, after } : null
}

/** As a person reads it: `spec.template.spec.containers[main].image`. */
export function placeText(place: Place): string {
  return place.reduce<string>((text, step) => {
    if (typeof step !== 'string') return `${text}[${step.item}]`
    const part = pathText([step])
    return part.startsWith('[') || text === '' ? `${text}${part}` : `${text}.${part}`
  }, '')
}

/** The path of a place in an object; null where an item on the way is not there. The last key need not be. */
export function pathOfPlace(root: unknown, place: Place): Path | null {
  let value = root
  const path: (string | number)[] = []
  for (const step of place) {
    if (typeof step === 'string') {
      value = isFields(value) ? own(value, step) : undefined
      path.push(step)
      continue
    }
    const index = Array.isArray(value) ? itemIndex(path.at(-1), value, step.item) : -1
    if (index === -1) return null
    value = (value as readonly unknown[])[index]
    path.push(index)
  }
  return path
}

export function itemIndex(key: string | number | undefined, list: readonly unknown[], item: string): number {
  return itemNames(typeof key === 'string' ? key : undefined, list)?.indexOf(item) ?? -1
}

export function valueAtPlace(root: unknown, place: Place): unknown {
  const path = pathOfPlace(root, place)
  return path?.reduce<unknown>((value, part) => {
    if (Array.isArray(value)) return value[Number(part)]
    return isFields(value) ? own(value, String(part)) : undefined
  }, root)
}

/** Whether one place is the other, or inside of it. */
export function overlaps(a: Place, b: Place): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  return short.every((step, index) => same(step, long[index]))
}

function own(fields: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(fields, key) ? fields[key] : undefined
}
