import { isMap, isSeq } from 'yaml'
import { aliasInto } from './anchors.ts'
import { readSegment, type Source, segmentsOf } from './documents.ts'
import { contentEnd } from './entry.ts'
import type { Path } from './path.ts'
import { placeOf } from './place.ts'
import { blockLines, blockScalar, flowText } from './render.ts'
import { type Caution, indented, replaceValue } from './replace.ts'
import { type Splice, spliced, startsLine } from './splice.ts'
import { blockStyleOf, flowStyleOf } from './style.ts'
import { isObject, same, valueAt } from './values.ts'

const cautions: readonly Caution[] = [
  { safe: false, bare: false },
  { safe: true, bare: false },
  { safe: true, bare: true },
]

/** A way to make an edit; `undefined` where the source is not written so that it could. */
export type Plan = (source: Source, caution: Caution) => Splice[] | undefined

/**
 * Makes an edit at a path. Every text is read again before it is given out: it must be one document with exactly the
 * expected value. Where the plan fails, the smallest collection around the path that can be is written anew.
 */
export function carryOut(source: Source, expected: unknown, path: Path, plan: Plan): Source {
  for (const caution of cautions) {
    const made = proven(source, plan(source, caution), expected)
    if (made !== undefined) return made
  }
  return rewrite(source, path, expected)
}

/** Writes the value at the path, or else the smallest collection around it that can be, anew. */
export function rewrite(source: Source, path: Path, expected: unknown): Source {
  for (let depth = path.length; depth >= 0; depth--) {
    const here = path.slice(0, depth)
    for (const caution of cautions) {
      const made = proven(source, replacement(source, here, valueAt(expected, here), caution), expected)
      if (made !== undefined) return made
    }
  }
  const { eol, ...style } = blockStyleOf(source)
  const anew = isObject(expected) ? blockLines(expected, { eol, ...style }, true) : [JSON.stringify(expected)]
  const all = { start: 0, end: source.text.length, insert: `${['---', ...anew].join(eol)}${eol}` }
  const made = proven(source, [all], expected)
  if (made === undefined) throw new Error('a manifest could not be written so that it reads as meant')
  return made
}

/** The source with the aliases written out that would change with an edit at the path, though they stand elsewhere. */
export function withoutAliasesInto(source: Source, path: Path, below: boolean): Source {
  const alias = aliasInto(source, path, below)
  if (alias === undefined) return source
  return withoutAliasesInto(rewrite(source, alias, source.value), path, below)
}

export function replacement(
  source: Source,
  path: Path,
  value: unknown,
  caution: Caution,
): Splice[] | undefined {
  if (path.length === 0) return rootReplacement(source, value, caution)
  const place = placeOf(source, path)
  return place === undefined || value === undefined ? undefined : replaceValue(source, place, value, caution)
}

function rootReplacement(source: Source, value: unknown, { safe }: Caution): Splice[] | undefined {
  const { text, document } = source
  const { contents } = document
  if (!contents?.range) return undefined
  const start = contents.range[0]
  const end = contentEnd(text, contents)
  if ((isMap(contents) || isSeq(contents)) && contents.flow) {
    const style = flowStyleOf(source, contents)
    return [{ start, end, insert: flowText(value, style, '') }]
  }
  const style = blockStyleOf(source)
  const lines = isObject(value) ? blockLines(value, style, safe) : scalarLines(value)
  const before = startsLine(text, start) ? '' : style.eol
  return [{ start, end, insert: before + lines.join(style.eol) }]
}

function scalarLines(value: unknown): string[] {
  const { head, lines } = blockScalar(value, undefined, true)
  return [head, ...indented(lines, 2)]
}

function proven(source: Source, splices: Splice[] | undefined, expected: unknown): Source | undefined {
  if (splices === undefined) return undefined
  const text = spliced(source.text, splices)
  if (segmentsOf(text).filter(({ empty }) => !empty).length !== 1) return undefined
  const made = readSegment(text)
  return made.faults.length === 0 && same(made.value, expected) ? made : undefined
}
