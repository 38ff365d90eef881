import { isMap, isScalar, isSeq, type Node } from 'yaml'
import { knownSource, readSegment, type Source } from './documents.ts'
import type { Path } from './path.ts'
import { type Place, placeOf } from './place.ts'
import { blockScalar } from './render.ts'
import { typeToKeep } from './replace.ts'
import { lineStop, spliced } from './splice.ts'
import { isObject, same, valueAt } from './values.ts'

/** The place that an edit wrote a scalar to; while a person types there, the document need not be parsed. */
interface Typed {
  readonly path: Path
  readonly place: Place
  /** What stood there before: its quotes are kept, not those that half a word needed. */
  readonly before: Node
}

const typedIn = new WeakMap<Source, Typed>()

/**
 * Puts a scalar in the place of another one, where both end on the line they begin on and stand in a block. What such a
 * line says does not depend on those around it, so it alone is read again; the document is when its nodes are asked
 * for. `undefined` where this is not so, or the line does not read as meant.
 */
export function typeOver(source: Source, path: Path, value: unknown, expected: unknown): Source | undefined {
  const typed = isTypedAt(source, path) ? typedIn.get(source) : undefined
  const place = typed?.place ?? placeOf(source, path)
  if (place === undefined || place.parent.flow !== undefined || isObject(value)) return undefined
  const { entry, parent } = place
  if (!isScalar(entry.value) || entry.props !== entry.head) return undefined
  // Not where two keys read as one: a null key is the empty text too.
  if (!same(valueAt(source.value, path), entry.value.value)) return undefined
  const written = source.text.slice(entry.start, lineStop(source.text, entry.start))
  if (entry.start + written.length < entry.end) return undefined
  const before = typed?.before ?? entry.value
  const { head, lines } = blockScalar(value, typeToKeep(before, value), false)
  if (lines.length > 0) return undefined
  const text = spliced(source.text, [{ start: entry.valueStart, end: entry.end, insert: head }])
  const line = readSegment(text.slice(entry.start, lineStop(text, entry.start)))
  const { contents } = line.document
  const [read] = isMap(contents)
    ? contents.items.map((pair) => pair.value)
    : isSeq(contents)
      ? contents.items
      : []
  const said = isSeq(parent.node) ? [value] : { [String(path.at(-1))]: value }
  if (line.faults.length > 0 || !same(line.value, said) || !isScalar(read)) return undefined
  const end = entry.valueStart + head.length
  const made = knownSource(source, text, expected)
  typedIn.set(made, { path, before, place: { ...place, entry: { ...entry, value: read, end } } })
  return made
}

/** Nothing that repeats the place is left, then, and nothing that came since. */
export function isTypedAt(source: Source, path: Path): boolean {
  const typed = typedIn.get(source)?.path
  return typed?.length === path.length && typed.every((segment, depth) => segment === path[depth])
}
