import { isCollection, isMap, isScalar, isSeq, type Node, type Pair, type Scalar, visit } from 'yaml'
import type { Source } from './documents.ts'
import { type Collection, entryAt } from './entry.ts'
import { childAt } from './path.ts'
import { column, lineStart, startsLine } from './splice.ts'

/** How a document's blocks are written. */
export interface BlockStyle {
  readonly eol: '\n' | '\r\n'
  /** Spaces by which a map stands deeper than its key. */
  readonly step: number
  /** The same for a sequence: 0 where its dashes stand below the key's first letter. */
  readonly dashStep: number
}

/** How the entries of one flow collection are written. */
export interface FlowStyle {
  readonly eol: '\n' | '\r\n'
  readonly colon: ': ' | ':'
  readonly comma: ', ' | ','
  /** Inside the brackets of a collection on one line. */
  readonly padding: string
  /** What lines inside are indented by against their brackets; `undefined` for a collection on one line. */
  readonly unit: string | undefined
  /** What the lines of the entries begin with. */
  readonly indent: string
  /** The quotes of keys and of texts; `undefined` where they are plain. */
  readonly keyQuote: Scalar.Type | undefined
  readonly quote: Scalar.Type | undefined
}

/**
 * Taken from the first map and the first sequence inside `near`, or else in the document; two spaces, and none before
 * dashes, where there is none.
 */
export function blockStyleOf({ text, document }: Source, near?: Collection): BlockStyle {
  let step: number | undefined
  let dashStep: number | undefined
  const look = (pair: Pair) => {
    const key = (pair.key as Node | null)?.range
    if (!key || !isCollection(pair.value) || pair.value.flow) return
    const deeper = column(text, firstStart(text, pair.value as Collection)) - column(text, key[0])
    if (isMap(pair.value) && deeper > 0) step ??= deeper
    if (isSeq(pair.value)) dashStep ??= Math.max(0, deeper)
  }
  if (isMap(near)) near.items.forEach(look)
  visit(document, {
    Pair: (_, pair) => {
      look(pair)
      return step !== undefined && dashStep !== undefined ? visit.BREAK : undefined
    },
  })
  return { eol: eolOf(text), step: step ?? 2, dashStep: dashStep ?? 0 }
}

export function firstStart(text: string, collection: Collection): number {
  return entryAt(text, collection, 0)?.start ?? collection.range?.[0] ?? 0
}

/** `outer` is the style of the collection around it, which an empty one takes on. */
export function flowStyleOf(source: Source, collection: Collection, outer?: FlowStyle): FlowStyle {
  const { text } = source
  const base = outer ?? baseStyle(source)
  const first = entryAt(text, collection, 0)
  if (first === undefined) return { ...base, indent: base.indent + (base.unit ?? '') }
  const [start, end] = collection.range ?? [0, 0]
  const second = entryAt(text, collection, 1)
  const gap = second === undefined ? '' : text.slice(first.end, second.start)
  const colon = colonOf(text, collection) ?? base.colon
  const ownLines = startsLine(text, first.start) && text.slice(start, first.start).includes('\n')
  const indent = indentation(text, first.start)
  const unit = indent.slice(indentation(text, end).length)
  const texts = collection.items.map((_, index) => childAt(collection, index)).filter(isScalar)
  return {
    ...base,
    colon,
    comma: gap === ',' || (gap === '' && colon === ':') ? ',' : ', ',
    padding: !ownLines && text[start + 1] === ' ' ? ' ' : '',
    unit: ownLines ? unit || '  ' : undefined,
    indent,
    keyQuote: quoteOf(isMap(collection) ? collection.items[0]?.key : undefined, base.keyQuote),
    quote: quoteOf(
      texts.find(({ value }) => typeof value === 'string'),
      base.quote,
    ),
  }
}

/** A JSON text quotes everything whatever stands beside. */
function baseStyle(source: Source): FlowStyle {
  const quote = isJson(source) ? 'QUOTE_DOUBLE' : undefined
  return {
    eol: eolOf(source.text),
    colon: ': ',
    comma: ', ',
    padding: '',
    unit: undefined,
    indent: '',
    keyQuote: quote,
    quote,
  }
}

export function isJson({ text, document }: Source): boolean {
  if (!isCollection(document.contents) || !document.contents.flow) return false
  try {
    JSON.parse(text.slice(document.contents.range[0], document.contents.range[1]))
    return true
  } catch {
    return false
  }
}

export function quoteOf(node: unknown, otherwise?: Scalar.Type): Scalar.Type | undefined {
  if (!isScalar(node)) return otherwise
  return node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE' ? node.type : undefined
}

function colonOf(text: string, collection: Collection): ': ' | ':' | undefined {
  if (isSeq(collection)) {
    const map = collection.items.find(isMap)
    return map === undefined ? undefined : colonOf(text, map)
  }
  const first = entryAt(text, collection, 0)
  return first === undefined ? undefined : first.valueStart === first.head ? ':' : ': '
}

function eolOf(text: string): '\n' | '\r\n' {
  return text[text.indexOf('\n') - 1] === '\r' ? '\r\n' : '\n'
}

/** The spaces and tabs with which the line begins. */
export function indentation(text: string, at: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, at), at))?.[0] ?? ''
}
