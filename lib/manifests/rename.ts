import { isMap, isScalar, Scalar } from 'yaml'
import type { Source } from './documents.ts'
import { indexIn, type Path } from './path.ts'
import { walk } from './place.ts'
import { writtenKey } from './render.ts'
import type { Splice } from './splice.ts'
import { quoteOf } from './style.ts'

/** Puts another key in the place of one, in its quotes; `safe` quotes it anyway. `undefined` where it cannot be spliced. */
export function renameKey(source: Source, path: Path, name: string, safe: boolean): Splice[] | undefined {
  const parent = walk(source, path).parents.at(-1)
  if (parent?.path.length !== path.length - 1 || !isMap(parent.node)) return undefined
  const key = parent.node.items[indexIn(parent.node, path.at(-1) ?? '')]?.key
  if (!isScalar(key) || !key.range) return undefined
  const [start, end] = key.range
  return [{ start, end, insert: writtenKey(name, safe ? Scalar.QUOTE_DOUBLE : quoteOf(key)) }]
}
