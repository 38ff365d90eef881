import { type CST, isMap, isScalar, isSeq, type Node, type YAMLMap, type YAMLSeq } from 'yaml'
import { childAt } from './path.ts'
import { lineEnd, lineStart } from './splice.ts'

export type Collection = YAMLMap | YAMLSeq

/** Where one pair or item stands in the text; all are offsets. */
export interface Entry {
  /** Of its key, or its dash; in a flow sequence of the value. */
  readonly start: number
  /** Behind its `:` or `-`. */
  readonly head: number
  /** Behind an anchor or tag that follows the indicator; else `head`. */
  readonly props: number
  /** `undefined` for a value without text. */
  readonly value: Node | undefined
  /** Of the value's text; `props` where there is none. */
  readonly valueStart: number
  /** Behind the last character of its content; comments are not content. */
  readonly end: number
}

type Item = CST.CollectionItem

const blank = new Set(['space', 'newline', 'comment', 'comma'])

/** `undefined` for what is written in a way that is not spliced: pairs without a colon. */
export function entryAt(text: string, collection: Collection, index: number): Entry | undefined {
  const item = itemsOf(collection)[index]
  if (item === undefined) return undefined
  const value = childAt(collection, index)
  const tokens = [...item.start, ...(item.sep ?? [])]
  const indicator = tokens.findIndex(({ type }) => type === 'map-value-ind' || type === 'seq-item-ind')
  const at = tokens[indicator]
  const bare = isSeq(collection) && collection.flow === true
  if (bare !== (at === undefined)) return undefined
  const token = bare ? (item.value ?? item.key) : item.value
  const start = item.start.find(({ type }) => !blank.has(type))?.offset ?? item.key?.offset ?? token?.offset
  if (start === undefined) return undefined
  const head = at === undefined ? start : at.offset + at.source.length
  const last = tokens.slice(indicator + 1).findLast(({ type }) => type === 'anchor' || type === 'tag')
  const props = last === undefined ? head : last.offset + last.source.length
  if (token === undefined || !value?.range) {
    return { start, head, props, value: undefined, valueStart: props, end: props }
  }
  return {
    start,
    head,
    props,
    value,
    valueStart: value.range[0],
    end: contentEnd(text, value),
  }
}

/** The source tokens of a collection, one for each pair or item. */
function itemsOf(collection: Collection): readonly Item[] {
  const token = collection.srcToken as { items?: Item[] } | undefined
  const items = token?.items ?? []
  return items.filter(
    ({ start, key, sep, value }) => key || sep || value || start.some(({ type }) => type === 'seq-item-ind'),
  )
}

/** Behind the last character of a node that has a range. */
export function contentEnd(text: string, node: Node): number {
  const range = node.range ?? [0, 0, 0]
  if ((isMap(node) || isSeq(node)) && !node.flow) {
    return entryAt(text, node, node.items.length - 1)?.end ?? text.slice(0, range[1]).trimEnd().length
  }
  if (!isBlockScalar(node)) return range[1]
  const source = text.slice(range[0], range[1])
  if (/^[|>]\d?\+/.test(source)) return range[0] + source.replace(/\r?\n$/, '').length
  return range[0] + source.trimEnd().length
}

export function isBlockScalar(node: unknown): boolean {
  return isScalar(node) && (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED')
}

/** The start of the line behind the entry: behind its comments too, where they stand deeper than the entry itself. */
export function entryLinesEnd(text: string, entry: Entry, indent: number): number {
  let end = lineEnd(text, entry.end)
  for (;;) {
    const comment = /^ *(?=#)/.exec(text.slice(end, lineEnd(text, end)))
    if (comment === null || comment[0].length <= indent) return end
    end = lineEnd(text, end)
  }
}

/**
 * The start of an entry's own comments: the lines directly above it, at its indentation. An entry that is commented out
 * (`# - name: a`, `# key: value`) is nobody's comment.
 */
export function commentStart(text: string, entry: Entry, indent: number): number {
  let start = lineStart(text, entry.start)
  while (start > 0) {
    const above = lineStart(text, start - 1)
    const comment = /^( *)#\s*(- |[\w./-]+:(?:\s|$))?/.exec(text.slice(above, start))
    if (comment === null || comment[1]?.length !== indent || comment[2] !== undefined) break
    start = above
  }
  return start
}
