import type { FieldError } from '../errors.ts'
import { readSegment, type Source, segmentsOf, startLines } from './documents.ts'
import { maxManifestDocuments, textFault } from './guard.ts'
import { keysOfPath, lineOfPath } from './locate.ts'
import { type Path, pathParts, pathText } from './path.ts'
import { type Fields, fieldsOf, isFields } from './read.ts'
import { serverFieldsOf } from './server-fields.ts'

export interface Manifest {
  readonly apiVersion: string
  readonly kind: string
  /** Empty when the text gives none. */
  readonly name: string
  readonly namespace: string | undefined
  /** The object as the person wrote it; nothing is added or dropped. */
  readonly object: Fields
  /** Which document of the text, from 0, those that are empty not counted. */
  readonly document: number
  /** Where the object is in its document: `[]`, or `['items', 0]` in a List. */
  readonly at: Path
  /** 1-based line of the text at which the object starts. */
  readonly line: number
  /** 1-based line of a path in this object, or of the nearest parent that is there. */
  lineOf(path: string | Path): number
  /** The keys of the map at a path, in the order of the text; none where no map is. */
  keysOf(path: Path): readonly string[]
}

/** Something in the text that only the server writes; it is not sent. */
export interface DroppedField {
  readonly path: string
  readonly line: number
  readonly document: number
}

export type ParsedManifests =
  | { readonly ok: true; readonly manifests: readonly Manifest[]; readonly dropped: readonly DroppedField[] }
  | { readonly ok: false; readonly errors: readonly FieldError[] }

/**
 * Reads YAML or JSON with one or many documents; a List is opened into its items. Refuses, with line and reason: too
 * much text, syntax errors, what `structureFaults` names, documents that are not Kubernetes objects. Never throws.
 */
export function parseManifests(text: string): ParsedManifests {
  const source = text.replace(/^\uFEFF/, '')
  const refused = textFault(source)
  if (refused !== null) return { ok: false, errors: [refused] }
  const segments = segmentsOf(source)
  const count = segments.filter(({ empty }) => !empty).length
  if (count > maxManifestDocuments) return { ok: false, errors: [tooMany(count)] }
  const starts = startLines(segments)
  const manifests: Manifest[] = []
  const errors: FieldError[] = []
  let document = 0
  for (const [index, segment] of segments.entries()) {
    if (segment.empty) continue
    for (const one of readObjects(readSegment(segment.text), document, starts[index] ?? 1)) {
      if ('code' in one) errors.push({ document, ...one })
      else manifests.push(one)
    }
    document++
  }
  if (manifests.length > maxManifestDocuments) errors.push(tooMany(manifests.length))
  if (errors.length > 0) return { ok: false, errors }
  if (manifests.length === 0) return { ok: false, errors: [{ path: 'manifest', code: 'manifest_empty' }] }
  return { ok: true, manifests, dropped: manifests.flatMap(droppedFields) }
}

function tooMany(count: number): FieldError {
  return { path: 'manifest', code: 'manifest_too_many', detail: String(count) }
}

function readObjects(source: Source, index: number, start: number): (Manifest | FieldError)[] {
  const after = start - 1
  if (source.faults.length > 0)
    return source.faults.map((fault) => ({ ...fault, line: after + (fault.line ?? 1) }))
  const first = start + source.text.slice(0, source.start).split('\n').length - 1
  // A source may have to be parsed for its nodes, and most are never asked for a line.
  const lineAt = (path: Path) => {
    if (path.length === 0) return first
    const line = lineOfPath(source.document.contents, path, source.lines)
    return line === undefined ? first : after + line
  }
  return open(rounded(source), []).map(([value, at, inherited]) => {
    const line = lineAt(at)
    if (!isFields(value)) return { path: 'manifest', code: 'manifest_not_object', line }
    const { apiVersion = inherited?.apiVersion, kind = inherited?.kind } = value
    const missing = (field: string) => ({ path: 'manifest', code: 'manifest_missing', line, detail: field })
    if (typeof apiVersion !== 'string') return missing('apiVersion')
    if (typeof kind !== 'string') return missing('kind')
    const { name, namespace } = fieldsOf(value.metadata)
    return {
      apiVersion,
      kind,
      name: typeof name === 'string' ? name : '',
      namespace: typeof namespace === 'string' && namespace !== '' ? namespace : undefined,
      object: value,
      document: index,
      at,
      line,
      keysOf: (path) => keysOfPath(source.document, [...at, ...path]),
      lineOf: (path) => lineAt([...at, ...(typeof path === 'string' ? pathParts(path) : path)]),
    }
  })
}

interface TypeOfItems {
  readonly apiVersion: unknown
  readonly kind: string | undefined
}

/** A List or a StatefulSetList as its items, which in the latter need not say what they are. */
function open(value: unknown, at: Path, inherited?: TypeOfItems): [unknown, Path, TypeOfItems?][] {
  const { apiVersion, kind, items } = fieldsOf(value)
  if (typeof kind !== 'string' || !kind.endsWith('List') || !Array.isArray(items))
    return [inherited === undefined ? [value, at] : [value, at, inherited]]
  const type = kind === 'List' ? undefined : { apiVersion, kind: kind.slice(0, -'List'.length) }
  return items.flatMap((item: unknown, index) => open(item, [...at, 'items', index], type))
}

/** The API server is sent JSON numbers; only an edit keeps integers beyond 2^53 exact. */
function rounded(source: Source): unknown {
  if (!/\d{16}/.test(source.text)) return source.value
  const round = (_: unknown, one: unknown) => (typeof one === 'bigint' ? Number(one) : one)
  return source.document.toJS({ maxAliasCount: -1, reviver: round })
}

function droppedFields({ object, at, document, lineOf }: Manifest): DroppedField[] {
  return serverFieldsOf(object).map((path) => ({
    path: pathText([...at, ...path]),
    line: lineOf(path),
    document,
  }))
}
