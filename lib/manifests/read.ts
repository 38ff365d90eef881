import type { Path } from './path.ts'

export type Fields = Readonly<Record<string, unknown>>

/** A group of fields, empty where there is none. What people typed may be anything anywhere. */
export function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {}
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** To the API server, null is the same as left out. */
export function isLeftOut(value: unknown): value is null | undefined {
  return value === undefined || value === null
}

/** Those of the keys that are given. */
export function presentOf(value: unknown, keys: readonly string[]): string[] {
  const fields = fieldsOf(value)
  return keys.filter((key) => !isLeftOut(fields[key]))
}

export function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, part) => {
    if (Array.isArray(value)) return value[Number(part)]
    return isFields(value) && Object.hasOwn(value, part) ? value[part] : undefined
  }, root)
}
