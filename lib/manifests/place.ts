import { isAlias, isMap, isSeq, type Node } from 'yaml'
import type { Source } from './documents.ts'
import { type Collection, type Entry, entryAt } from './entry.ts'
import { childAt, indexIn, type Path } from './path.ts'
import { column } from './splice.ts'
import { type FlowStyle, firstStart, flowStyleOf } from './style.ts'

/** A collection that is there, and where its entries are. */
export interface Parent {
  readonly node: Collection
  readonly path: Path
  /** Of its first key or dash. */
  readonly column: number
  /** `undefined` for a collection in block style. */
  readonly flow: FlowStyle | undefined
}

/** Where a value stands: as an entry of a collection. */
export interface Place {
  readonly parent: Parent
  readonly index: number
  readonly entry: Entry
}

/** How far a path leads into a document. */
export interface Walk {
  /** The collections on the way, from the root; the last may lack the next segment. */
  readonly parents: readonly Parent[]
  /** The node at `depth`, `undefined` for a value without text. */
  readonly node: Node | undefined
  /** The number of segments that are there; none is looked for behind an alias. */
  readonly depth: number
}

export function walk(source: Source, path: Path): Walk {
  const parents: Parent[] = []
  let node: Node | undefined = source.document.contents ?? undefined
  for (const [depth, segment] of path.entries()) {
    if (isAlias(node) || !(isMap(node) || isSeq(node))) return { parents, node, depth }
    const outer = parents.at(-1)?.flow
    parents.push({
      node,
      path: path.slice(0, depth),
      column: column(source.text, firstStart(source.text, node)),
      flow: node.flow ? flowStyleOf(source, node, outer) : undefined,
    })
    const index = indexIn(node, segment)
    if (index === -1) return { parents, node, depth }
    node = childAt(node, index)
  }
  return { parents, node, depth: path.length }
}

/** `undefined` for the root, for what is not there, and for what is written in a way that is not spliced. */
export function placeOf(source: Source, path: Path): Place | undefined {
  const { parents, depth } = walk(source, path)
  const parent = parents.at(-1)
  const segment = path.at(-1)
  if (parent === undefined || segment === undefined || depth < path.length) return undefined
  const index = indexIn(parent.node, segment)
  const entry = entryAt(source.text, parent.node, index)
  return entry === undefined ? undefined : { parent, index, entry }
}
