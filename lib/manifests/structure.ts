import { type Document, isAlias, isMap, isScalar, isSeq, type LineCounter, type YAMLMap } from 'yaml'
import type { FieldError } from '../errors.ts'
import { maxManifestDepth } from './guard.ts'
import { type Path, pathText } from './path.ts'

/** Nodes that aliases may add up to; a bomb of nine levels of nine has 400 million. */
const maxAliasedNodes = 10_000
const plainTags = /^tag:yaml\.org,2002:(?:str|int|float|bool|null|map|seq)$/

interface Size {
  readonly height: number
  readonly nodes: number
}

/**
 * What YAML allows and a manifest must not have: keys twice, merge keys and other keys that are no text, tags of other
 * programs, aliases that multiply or contain themselves, nesting beyond 64. In one pass, in time of the text's length.
 */
export function structureFaults(document: Document, lines: LineCounter): FieldError[] {
  const faults: FieldError[] = []
  const anchors = new Map<string, Size | 'open'>()
  let aliased = 0

  const lineOf = (node: unknown) => {
    const range = (node as { range?: [number, number, number] | null } | null)?.range
    return range ? lines.linePos(range[0]).line : 1
  }
  const complain = (code: string, node: unknown, path: Path, detail?: string): void => {
    faults.push({
      path: path.length === 0 ? 'manifest' : pathText(path),
      code,
      line: lineOf(node),
      ...(detail === undefined ? {} : { detail }),
    })
  }

  const measure = (node: unknown, path: Path): Size => {
    if (path.length > maxManifestDepth) {
      complain('manifest_too_deep', node, [])
      return { height: 0, nodes: 1 }
    }
    if (isAlias(node)) return follow(node.source, node, path)
    const { anchor, tag } = (node ?? {}) as { anchor?: string; tag?: string }
    if (tag !== undefined && !plainTags.test(tag)) complain('manifest_tag', node, path, tag)
    if (anchor !== undefined) anchors.set(anchor, 'open')
    const inside = isMap(node)
      ? measureMap(node, path)
      : isSeq(node)
        ? node.items.map((item, index) => measure(item, [...path, index]))
        : []
    const size = {
      height: 1 + inside.reduce((most, { height }) => Math.max(most, height), 0),
      nodes: 1 + inside.reduce((sum, { nodes }) => sum + nodes, 0),
    }
    if (anchor !== undefined) anchors.set(anchor, size)
    return size
  }

  const follow = (source: string, node: unknown, path: Path): Size => {
    const size = anchors.get(source)
    if (size === undefined) complain('manifest_alias', node, path, source)
    else if (size === 'open') complain('manifest_aliases', node, path)
    else if (path.length + size.height > maxManifestDepth) complain('manifest_too_deep', node, [])
    else {
      const before = aliased
      aliased += size.nodes
      if (aliased > maxAliasedNodes && before <= maxAliasedNodes) complain('manifest_aliases', node, path)
      return size
    }
    return { height: 0, nodes: 1 }
  }

  const measureMap = (map: YAMLMap, path: Path): Size[] => {
    const seen = new Map<string, number>()
    return map.items.map(({ key, value }) => {
      if (!isScalar(key)) {
        complain('manifest_key', key ?? map, path)
        return { height: 0, nodes: 1 }
      }
      const name = String(key.value)
      const first = seen.get(name)
      if (name === '<<' && key.type === 'PLAIN') complain('manifest_merge_key', key, path)
      else if (first !== undefined) complain('manifest_duplicate_key', key, [...path, name], String(first))
      else seen.set(name, lineOf(key))
      return measure(value, [...path, name])
    })
  }

  measure(document.contents, [])
  return faults
}
