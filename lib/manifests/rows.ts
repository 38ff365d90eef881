import { shownText } from './lens.ts'
import type { Manifest } from './parse.ts'
import type { Path } from './path.ts'
import { fieldsOf, valueAt } from './read.ts'

/** An entry of a map of texts, as of labels, while it is typed. */
export interface Row {
  readonly key: string
  readonly value: string
}

/** A map as rows, in the order of the text; JavaScript itself puts keys that look like numbers first. */
export function rowsIn(manifest: Manifest, path: Path): readonly Row[] {
  const map = fieldsOf(valueAt(manifest.object, path))
  const keys = Object.keys(map)
  const ordered = keys.some((key) => /^\d+$/.test(key)) ? manifest.keysOf(path) : keys
  return ordered.map((key) => ({ key, value: shownText(map[key]) }))
}

/**
 * The rows that a map can hold, which has no two entries of one name and none without: of rows that share one, the first.
 * The form keeps the others until they have names of their own (`isWhole`).
 */
export function namedRows(rows: readonly Row[]): readonly Row[] {
  return rows.filter(({ key }, index) => key !== '' && rows.findIndex((row) => row.key === key) === index)
}

/** Whether a map can hold all of the rows. */
export function isWhole(rows: readonly Row[]): boolean {
  return namedRows(rows).length === rows.length
}
