import { deleteIn, insertIn, moveKeyIn, renameIn, setIn } from './edit.ts'
import { linesLens } from './lens.ts'
import type { Manifest } from './parse.ts'
import type { Path } from './path.ts'
import { setAt, takeAway } from './put-field.ts'
import { isFields, isLeftOut, valueAt } from './read.ts'
import { namedRows, type Row, rowsIn } from './rows.ts'

/*
 * Lists of texts and maps of texts as a form's rows, put entry by entry: what stays the same keeps its bytes, its
 * comments and its quotes, and what the rows held already changes nothing.
 */

/** Puts the lines of a list, as of a command: those in the middle that are others. */
export function putLines(text: string, manifest: Manifest, path: Path, lines: readonly string[]): string {
  const former = linesLens.get(valueAt(manifest.object, path))
  const least = Math.min(former.length, lines.length)
  let start = 0
  while (start < least && former[start] === lines[start]) start++
  let end = 0
  while (end < least - start && former.at(-1 - end) === lines.at(-1 - end)) end++
  if (start === former.length && start === lines.length) return text
  if (lines.length === 0) return takeAway(text, manifest, path)
  if (former.length === 0) return setAt(text, manifest, path, lines)
  const { document } = manifest
  const list = [...manifest.at, ...path]
  const gone = former.length - end
  const put = lines.slice(start, lines.length - end).reduce((next, line, offset) => {
    const index = start + offset
    return index < gone
      ? setIn(next, document, [...list, index], line)
      : insertIn(next, document, list, index, line)
  }, text)
  const surplus = Array.from(
    { length: Math.max(0, former.length - lines.length) },
    (_, one) => gone - 1 - one,
  )
  return surplus.reduce((next, index) => deleteIn(next, document, [...list, index]), put)
}

/** Puts rows as a map: each key renamed, set, added or taken away where it stands, then brought into their order. */
export function putRows(text: string, manifest: Manifest, path: Path, rows: readonly Row[]): string {
  const wanted = namedRows(rows)
  const value = valueAt(manifest.object, path)
  const former = rowsIn(manifest, path)
  if (wanted.length === 0)
    return former.length === 0 && isFields(value) ? text : takeAway(text, manifest, path)
  if (!isLeftOut(value) && !isFields(value)) return setAt(text, manifest, path, mapOf(wanted))
  const { document } = manifest
  const map = [...manifest.at, ...path]
  const names = namesFor(former, wanted)
  let next = text
  for (const [index, { key }] of former.entries()) {
    const name = names[index]
    if (name === undefined) next = deleteIn(next, document, [...map, key])
    else next = renameIn(next, document, [...map, key], name)
  }
  const held = new Map(former.map((row, index) => [names[index], row.value]))
  for (const { key, value: to } of wanted) {
    if (held.get(key) !== to) next = setAt(next, manifest, [...path, key], to)
  }
  const kept = names.filter((name) => name !== undefined)
  return inOrder(
    next,
    manifest,
    path,
    [...kept, ...wanted.map(({ key }) => key).filter((key) => !held.has(key))],
    wanted,
  )
}

/** What each of the former keys is called now; undefined for one that goes. In as many rows, a new key is another name. */
function namesFor(former: readonly Row[], wanted: readonly Row[]): (string | undefined)[] {
  const isIn = (rows: readonly Row[], key: string) => rows.some((row) => row.key === key)
  return former.map(({ key }, index) => {
    if (isIn(wanted, key)) return key
    const there = former.length === wanted.length ? wanted[index]?.key : undefined
    return there === undefined || isIn(former, there) ? undefined : there
  })
}

function inOrder(
  text: string,
  manifest: Manifest,
  path: Path,
  keys: readonly string[],
  wanted: readonly Row[],
): string {
  const now = [...keys]
  let next = text
  for (const [index, { key }] of wanted.entries()) {
    const from = now.indexOf(key)
    if (from === index) continue
    now.splice(index, 0, ...now.splice(from, 1))
    next = moveKeyIn(next, manifest.document, [...manifest.at, ...path, key], index)
  }
  return next
}

function mapOf(rows: readonly Row[]): object {
  return Object.fromEntries(rows.map(({ key, value }) => [key, value]))
}
