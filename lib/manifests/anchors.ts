import { isAlias, isMap, isSeq, type Node, visit } from 'yaml'
import type { Source } from './documents.ts'
import type { Path } from './path.ts'
import { walk } from './place.ts'

/**
 * The first alias outside of `path` that repeats something which an edit there would change: an anchored node that the
 * path leads through or ends at, or one `below` where all that is there goes.
 */
export function aliasInto(source: Source, path: Path, below: boolean): Path | undefined {
  const { text, document } = source
  if (!text.includes('&') || !text.includes('*')) return undefined
  const { parents, node, depth } = walk(source, path)
  const touched = new Set<unknown>([...parents.map((parent) => parent.node), node])
  if (node !== undefined && below && depth === path.length) visit(node, (_, inner) => void touched.add(inner))
  return findAlias(document.contents, [], (alias, at) => {
    if (path.every((segment, depth) => String(segment) === String(at[depth]))) return false
    return touched.has(alias.resolve(document))
  })
}

type Alias = Extract<Node, { source: string; resolve: unknown }>

function findAlias(
  node: unknown,
  path: Path,
  wanted: (alias: Alias, path: Path) => boolean,
): Path | undefined {
  if (isAlias(node)) return wanted(node, path) ? path : undefined
  const children: [string | number, unknown][] = isMap(node)
    ? node.items.map((pair) => [String(pair.key), pair.value])
    : isSeq(node)
      ? node.items.map((item, index) => [index, item])
      : []
  for (const [segment, child] of children) {
    const found = findAlias(child, [...path, segment], wanted)
    if (found !== undefined) return found
  }
  return undefined
}
