import { Document, Scalar, type ToStringOptions, visit, type YAMLMap, type YAMLSeq } from 'yaml'
import type { BlockStyle, FlowStyle } from './style.ts'
import { isObject } from './values.ts'

/** A value's text: what stands behind its indicator, and the lines below, without their common indentation. */
export interface Rendered {
  readonly head: string
  readonly lines: readonly string[]
}

/** What no text may hold as it is (guard.ts), and what a YAML 1.1 reader takes for a line break or a byte order mark. */
const unwritable =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is escaped
  /[\0-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F\u2028\u2029\uFEFF\uFFFE\uFFFF]|\p{Surrogate}/gu

/**
 * Texts that a YAML 1.1 reader such as the API server's takes for a number though YAML 1.2 does not. `compat` below
 * covers the rest: yes, on, 1:30, 2001-01-01.
 */
const number = /^[-+]?0[xXoObB][\da-fA-F_]+$|^(?:=|<<)$/

const isMisread = (text: string) => number.test(text) || text.search(unwritable) !== -1

/**
 * The lines of a collection in block style. `safe` writes multi-line texts in quotes, for places where a block scalar
 * would swallow what follows.
 */
export function blockLines(value: object, style: BlockStyle, safe: boolean): string[] {
  const document = documentOf(value)
  visit(document, {
    Scalar(_, scalar) {
      if (typeof scalar.value === 'string') scalar.type = textType(scalar.value, safe)
    },
  })
  return written(document, { indent: style.step, indentSeq: style.dashStep > 0 }).split('\n')
}

/** A scalar behind `key:` or `-`. `type` is the style it is to have, where it can. */
export function blockScalar(value: unknown, type: Scalar.Type | undefined, safe: boolean): Rendered {
  const scalar = new Scalar(value)
  if (typeof value === 'string') scalar.type = fitting(value, type, safe) ?? textType(value, safe)
  const lineWidth = scalar.type === Scalar.BLOCK_FOLDED ? 80 : 0
  const [head = '', ...lines] = written(documentOf({ k: scalar }), { lineWidth })
    .slice(3)
    .split('\n')
  return { head, lines: lines.map((line) => line.slice(2)) }
}

/** A value in flow style; `indent` is that of the line on which it begins. */
export function flowText(value: unknown, style: FlowStyle, indent: string): string {
  if (!isObject(value)) return flowScalar(value, style.quote)
  const entries = Array.isArray(value)
    ? value.map((item) => flowText(item, style, indent + (style.unit ?? '')))
    : Object.entries(value).map(([key, item]) => flowEntry(key, item, style, indent + (style.unit ?? '')))
  const [open, close] = Array.isArray(value) ? '[]' : '{}'
  if (entries.length === 0) return `${open}${close}`
  if (style.unit === undefined) {
    return `${open}${style.padding}${entries.join(style.comma)}${style.padding}${close}`
  }
  const line = `${style.eol}${indent}`
  return `${open}${line}${style.unit}${entries.join(`,${line}${style.unit}`)}${line}${close}`
}

export function flowEntry(key: string, value: unknown, style: FlowStyle, indent: string): string {
  const name = writtenKey(key, style.keyQuote)
  const colon = style.colon === ':' && style.keyQuote === undefined ? ': ' : style.colon
  return `${name}${colon}${flowText(value, style, indent)}`
}

/** A key as it can stand in any map. */
export function writtenKey(key: string, quote: Scalar.Type | undefined): string {
  return flowScalar(key, quote)
}

function flowScalar(value: unknown, quote: Scalar.Type | undefined): string {
  const scalar = new Scalar(value)
  if (typeof value === 'string') scalar.type = textType(value, true, quote)
  const document = documentOf([scalar])
  if (document.contents !== null) document.contents.flow = true
  return written(document, { flowCollectionPadding: false }).slice(1, -1)
}

function textType(text: string, safe: boolean, wanted?: Scalar.Type): Scalar.Type {
  if (isMisread(text)) return Scalar.QUOTE_DOUBLE
  if (text.includes('\n')) return safe ? Scalar.QUOTE_DOUBLE : Scalar.BLOCK_LITERAL
  return wanted ?? Scalar.PLAIN
}

/** The style that a text had, if another text may have it too. */
function fitting(text: string, type: Scalar.Type | undefined, safe: boolean): Scalar.Type | undefined {
  if (type === undefined || type === Scalar.PLAIN || isMisread(text)) return undefined
  if (type === Scalar.QUOTE_SINGLE) return text.includes('\n') ? undefined : type
  if (type === Scalar.QUOTE_DOUBLE) return type
  return safe || text.trim() === '' ? undefined : type
}

function documentOf(value: unknown): Document<YAMLMap | YAMLSeq> {
  return new Document<YAMLMap | YAMLSeq>(value, { compat: 'yaml-1.1', aliasDuplicateObjects: false })
}

function written(document: Document<YAMLMap | YAMLSeq>, options: ToStringOptions): string {
  const text = document.toString({ lineWidth: 0, doubleQuotedMinMultiLineLength: 1e9, ...options })
  return text.replace(/\n$/, '').replace(unwritable, escaped)
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`
}
