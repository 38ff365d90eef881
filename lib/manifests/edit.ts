import { isCollection, isSeq } from 'yaml'
import { readSegment, type Source } from './documents.ts'
import { insertEntry } from './insert.ts'
import { moveEntry } from './move.ts'
import { indexIn, type Path } from './path.ts'
import { placeOf, walk } from './place.ts'
import { isFields } from './read.ts'
import { removeEntry } from './remove.ts'
import { renameKey } from './rename.ts'
import { blockLines } from './render.ts'
import { carryOut, replacement, rewrite, withoutAliasesInto } from './rewrite.ts'
import { beforeBreak } from './splice.ts'
import { edited, openStream, readDocument } from './stream.ts'
import { blockStyleOf, isJson } from './style.ts'
import { isTypedAt, typeOver } from './type-over.ts'
import { blocked, jsonOf, same, valueAt, withoutValue, withValue } from './values.ts'

/*
 * Changes one place of a YAML or JSON text of several documents; no byte outside of it changes. What is outside of the
 * place keeps its value even where the place is an anchor or an alias: those that would change with it are written out.
 * `<<` is a key like any other.
 *
 * All functions give the whole new text. They throw `invalid` with `fields` for a text with syntax errors or beyond the
 * limits of `parseManifests`, and for a path that leads through a scalar or beyond a sequence; RangeError for a
 * document that is not there.
 */

/**
 * Puts a JSON-like value at a path, making parents that are missing. The text stays as it is if the value is there
 * already. A document that is one beyond the last is appended.
 */
export function setIn(text: string, document: number, path: Path, value: unknown): string {
  const wanted = jsonOf(value)
  if (document === openStream(text).documents.length) {
    return appendDocument(text, withValue(undefined, path, wanted) as object)
  }
  return edited(text, document, (source) => put(source, path, wanted))
}

/**
 * Takes away the key or item at a path, with its lines and comments (see remove.ts). A collection left without entries
 * becomes `{}` or `[]`, or goes too if more than `pruneBelow` segments lead to it. Nothing there: the same text.
 */
export function deleteIn(text: string, document: number, path: Path, pruneBelow = path.length): string {
  return edited(text, document, (source) => {
    if (valueAt(source.value, path) === undefined) return source
    const gone = pruned(source.value, path, pruneBelow)
    if (gone.length === 0) return rewrite(source, [], {})
    const expected = withoutValue(source.value, gone)
    return carryOut(withoutAliasesInto(source, gone, true), expected, gone, (free, caution) => {
      const { depth } = walk(free, gone)
      const place = placeOf(free, gone)
      if (place !== undefined && place.parent.node.items.length > 1) return removeEntry(free, place)
      const at = gone.slice(0, Math.min(depth, gone.length - 1))
      return replacement(free, at, valueAt(expected, at), caution)
    })
  })
}

/** Puts a value into a sequence before the item at `index`, or at its end. A sequence that is missing is made. */
export function insertIn(text: string, document: number, path: Path, index: number, value: unknown): string {
  const wanted = jsonOf(value)
  return edited(text, document, (source) => {
    const list = valueAt(source.value, path) ?? []
    if (!Array.isArray(list) || index < 0 || index > list.length) throw blocked([...path, index])
    if (list.length === index) return put(source, [...path, index], wanted)
    const expected = withValue(source.value, path, list.toSpliced(index, 0, wanted))
    return carryOut(withoutAliasesInto(source, path, false), expected, path, (free, caution) => {
      const parent = walk(free, [...path, 0]).parents.at(-1)
      return parent?.path.length === path.length && isSeq(parent.node)
        ? insertEntry(free, parent, index, wanted, caution.safe)
        : undefined
    })
  })
}

/** Moves an item of a sequence so that it stands at index `to`, with its own text and comments. */
export function moveIn(text: string, document: number, path: Path, from: number, to: number): string {
  return edited(text, document, (source) => {
    const list = valueAt(source.value, path)
    if (!Array.isArray(list) || !(from in list)) throw blocked([...path, from])
    if (!(to in list)) throw blocked([...path, to])
    if (from === to) return source
    const expected = withValue(source.value, path, list.toSpliced(from, 1).toSpliced(to, 0, list[from]))
    return carryOut(withoutAliasesInto(source, path, false), expected, path, (free) => {
      const parent = walk(free, [...path, 0]).parents.at(-1)
      return parent?.path.length === path.length ? moveEntry(free, parent, from, to) : undefined
    })
  })
}

/** Moves the key at a path so that it stands at index `to` of its map, with its own text and comments. */
export function moveKeyIn(text: string, document: number, path: Path, to: number): string {
  return edited(text, document, (source) => {
    const map = path.slice(0, -1)
    const entries = Object.entries(valueAt(source.value, map) ?? {})
    const at = entries.findIndex(([key]) => key === String(path.at(-1)))
    if (at === -1 || !(to in entries)) throw blocked(path)
    const [moved] = entries.splice(at, 1)
    const ordered = Object.fromEntries(entries.toSpliced(to, 0, moved ?? ['', undefined]))
    const expected = withValue(source.value, map, ordered)
    return carryOut(withoutAliasesInto(source, map, false), expected, map, (free) => {
      const parent = walk(free, path).parents.at(-1)
      const from = indexIn(parent?.node, path.at(-1) ?? '')
      if (parent?.path.length !== map.length || from === -1) return undefined
      return moveEntry(free, parent, from, to)
    })
  })
}

/** Gives the key at a path another name in its place, which no other key of its map has. */
export function renameIn(text: string, document: number, path: Path, name: string): string {
  return edited(text, document, (source) => {
    const map = path.slice(0, -1)
    const key = String(path.at(-1))
    const fields = valueAt(source.value, map)
    if (!isFields(fields) || !Object.hasOwn(fields, key)) throw blocked(path)
    if (key === name) return source
    if (Object.hasOwn(fields, name)) throw blocked([...map, name])
    const renamed = Object.entries(fields).map(([one, value]) => [one === key ? name : one, value])
    const expected = withValue(source.value, map, Object.fromEntries(renamed))
    return carryOut(withoutAliasesInto(source, map, false), expected, map, (free, { safe }) =>
      renameKey(free, path, name, safe),
    )
  })
}

/** A copy of the value at a path of a document, `undefined` where nothing is. */
export function valueIn(text: string, document: number, path: Path): unknown {
  const value = valueAt(readDocument(text, document).source.value, path)
  return value === undefined ? undefined : jsonOf(value)
}

/** Adds a document behind the last one, in block style, or as JSON where that one is JSON. */
export function appendDocument(text: string, value: object): string {
  const { segments, documents } = openStream(text)
  const last = readSegment(segments[documents.at(-1) ?? -1]?.text ?? '')
  const style = blockStyleOf(last.text === '' ? readSegment(text) : last)
  const wanted = jsonOf(value) as object
  const lines = isJson(last) ? JSON.stringify(wanted, null, 2).split('\n') : blockLines(wanted, style, true)
  const begun = documents.length === 0 || segments.at(-1)?.empty === true
  const added = [...(begun ? [] : ['---']), ...lines].join(style.eol)
  return text === '' || text.endsWith('\n') ? `${text}${added}${style.eol}` : `${text}${style.eol}${added}`
}

/**
 * Takes a document away, with the `---` before it or, if it is the first, the one behind it. Comments at the top of the
 * text that a blank line separates from the first document stay.
 */
export function removeDocument(text: string, document: number): string {
  const { bom, segments, documents } = openStream(text)
  const index = documents[document] ?? -1
  const gone = segments[index]
  if (gone === undefined) throw new RangeError(`the text has no document ${document}`)
  const header = index === 0 ? (/^(?:(?:#[^\n]*)?\n|\r\n)*(?<=\n)\r?\n/.exec(gone.text)?.[0] ?? '') : ''
  const before = segments.slice(0, index).map((segment) => segment.text)
  const behind = segments.slice(index + 1).map((segment) => segment.text)
  const [next = '', ...rest] = behind
  const left = [...before, header, index === 0 ? next.replace(/^---[ \t]*\r?\n/, '') : next, ...rest].join('')
  return (
    bom +
    (gone.text.endsWith('\n') || behind.length > 0 ? left : left.slice(0, beforeBreak(left, left.length)))
  )
}

function put(source: Source, path: Path, value: unknown): Source {
  const expected = withValue(source.value, path, value)
  if (same(expected, source.value)) return source
  const alone = isTypedAt(source, path) ? source : withoutAliasesInto(source, path, true)
  const typed = typeOver(alone, path, value, expected)
  if (typed !== undefined) return typed
  return carryOut(alone, expected, path, (free, caution) => {
    const { parents, node, depth } = walk(free, path)
    const here = path.slice(0, depth)
    const parent = parents.at(-1)
    const segment = path[depth]
    if (parent === undefined || segment === undefined || !isCollection(node) || node.items.length === 0) {
      return replacement(free, here, valueAt(expected, here), caution)
    }
    return insertEntry(free, parent, segment, valueAt(expected, path.slice(0, depth + 1)), caution.safe)
  })
}

/** The path of what goes: the parent instead, as long as it has no other entry and is not to be kept. */
function pruned(value: unknown, path: Path, keep: number): Path {
  const parent = path.slice(0, -1)
  if (parent.length <= keep || Object.keys(valueAt(value, parent) as object).length > 1) return path
  return pruned(value, parent, keep)
}
