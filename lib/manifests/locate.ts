import { type Document, isAlias, isMap, type LineCounter } from 'yaml'
import { childAt, indexIn, keyText, type Path } from './path.ts'

/** 1-based line of a path below a node, or of the nearest parent that is there; undefined when not even that has one. */
export function lineOfPath(root: unknown, path: Path, lines: LineCounter): number | undefined {
  let found: number | undefined
  let parent = root
  for (const part of path) {
    const index = indexIn(parent, part)
    const node: unknown = isMap(parent) ? parent.items[index]?.key : childAt(parent, index)
    const at = (node as { range?: [number, number, number] | null } | null | undefined)?.range?.[0]
    if (index === -1 || at === undefined) break
    found = lines.linePos(at).line
    parent = childAt(parent, index)
  }
  return found
}

/** The keys of the map at a path of a document, behind aliases too; none where no map is. */
export function keysOfPath(document: Document, path: Path): readonly string[] {
  const behind = (node: unknown) => (isAlias(node) ? node.resolve(document) : node)
  const map = path.reduce<unknown>(
    (parent, part) => behind(childAt(parent, indexIn(parent, part))),
    behind(document.contents),
  )
  return isMap(map) ? map.items.map(keyText) : []
}
