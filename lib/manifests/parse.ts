import { isMap, LineCounter, parseAllDocuments, type YAMLMap } from 'yaml'
import type { FieldError } from '../errors.ts'

/** The most text that is taken, in UTF-8 bytes: a third of what etcd stores for one object. */
export const maxManifestBytes = 512 * 1024
/** The most documents in one text. Parsing 20,000 takes over a second. */
export const maxManifestDocuments = 50
const maxDepth = 64

export interface Manifest {
  readonly apiVersion: string
  readonly kind: string
  readonly name: string
  readonly namespace: string | undefined
  /** The object as the person wrote it; nothing is added or dropped. */
  readonly object: Readonly<Record<string, unknown>>
  /** 1-based line of the text at which the document starts. */
  readonly line: number
  /** 1-based line of a dotted path in this document, or of the nearest parent that is there. */
  lineOf(path: string): number
}

export type ParsedManifests =
  | { readonly ok: true; readonly manifests: readonly Manifest[] }
  | { readonly ok: false; readonly errors: readonly FieldError[] }

/**
 * Reads YAML or JSON with one or many documents. Refuses, with line and reason: too much text, syntax errors, duplicate
 * keys, aliases that multiply, nesting beyond 64, documents that are not Kubernetes objects. Never throws.
 */
export function parseManifests(text: string): ParsedManifests {
  if (new TextEncoder().encode(text).length > maxManifestBytes) return refuse({ code: 'manifest_too_large' })
  const source = text.replace(/^\uFEFF/, '')
  // Counted before parsing: the parser is the cost.
  const separators = source.match(/^---(?=\s|$)/gm)?.length ?? 0
  if (separators > maxManifestDocuments)
    return refuse({ code: 'manifest_too_many', detail: String(separators) })
  if (nesting(source) > maxDepth) return refuse({ code: 'manifest_too_deep' })
  const lines = new LineCounter()
  try {
    return readDocuments(source, lines)
  } catch (cause) {
    return refuse({ code: 'manifest_syntax', detail: cause instanceof Error ? cause.message : String(cause) })
  }
}

function readDocuments(source: string, lines: LineCounter): ParsedManifests {
  const documents = parseAllDocuments(source, { lineCounter: lines, prettyErrors: false, uniqueKeys: true })
  const manifests: Manifest[] = []
  const errors: FieldError[] = []
  for (const document of documents) {
    const [syntax] = document.errors
    if (syntax !== undefined) {
      errors.push(fault('manifest_syntax', lines.linePos(syntax.pos[0]).line, syntax.message))
      continue
    }
    if (document.contents === null) continue
    const line = lines.linePos(document.contents.range[0]).line
    if (!isMap(document.contents)) {
      errors.push(fault('manifest_not_object', line))
      continue
    }
    const object: Record<string, unknown> = document.toJS({ maxAliasCount: 100 })
    const manifest = toManifest(object, document.contents, line, lines)
    if ('code' in manifest) errors.push(manifest)
    else manifests.push(manifest)
  }
  if (errors.length > 0) return { ok: false, errors }
  return manifests.length === 0 ? refuse({ code: 'manifest_empty' }) : { ok: true, manifests }
}

function toManifest(
  object: Record<string, unknown>,
  node: YAMLMap,
  line: number,
  lines: LineCounter,
): Manifest | FieldError {
  const { apiVersion, kind } = object
  const metadata = isRecord(object.metadata) ? object.metadata : {}
  const { name, namespace } = metadata
  if (typeof apiVersion !== 'string') return fault('manifest_missing', line, 'apiVersion')
  if (typeof kind !== 'string') return fault('manifest_missing', line, 'kind')
  if (typeof name !== 'string') return fault('manifest_missing', line, 'metadata.name')
  if (namespace !== undefined && typeof namespace !== 'string') {
    return fault('manifest_missing', line, 'metadata.namespace')
  }
  return {
    apiVersion,
    kind,
    name,
    namespace,
    object,
    line,
    lineOf: (path) => lineOfPath(node, path, line, lines),
  }
}

function lineOfPath(root: YAMLMap, path: string, fallback: number, lines: LineCounter): number {
  let found = fallback
  let parent: unknown = root
  for (const key of path.match(/[^.[\]]+/g) ?? []) {
    if (isMap(parent)) {
      const pair = parent.items.find((item) => String(item.key) === key)
      const at = (pair?.key as { range?: [number, number, number] } | undefined)?.range
      if (pair === undefined || !at) break
      found = lines.linePos(at[0]).line
      parent = pair.value
    } else {
      const item: unknown = (parent as { items?: unknown[] } | null)?.items?.[Number(key)]
      const at = (item as { range?: [number, number, number] } | undefined)?.range
      if (!at) break
      found = lines.linePos(at[0]).line
      parent = item
    }
  }
  return found
}

/** An upper bound of the nesting, from brackets and indentation alone, so that no deep text reaches the parser. */
function nesting(source: string): number {
  let open = 0
  let deepest = 0
  for (const character of source) {
    if (character === '[' || character === '{') deepest = Math.max(deepest, ++open)
    else if (character === ']' || character === '}') open = Math.max(0, open - 1)
  }
  const dashes = source.match(/^[ ]*(?:- ){2,}/gm)?.map((run) => run.split('- ').length) ?? []
  return Math.max(deepest, ...dashes.slice(0, 1000))
}

function fault(code: string, line: number, detail?: string): FieldError {
  return { path: 'manifest', code, line, ...(detail === undefined ? {} : { detail }) }
}

function refuse(error: { code: string; detail?: string }): ParsedManifests {
  return { ok: false, errors: [{ path: 'manifest', ...error }] }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
