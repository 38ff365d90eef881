import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isMap, isSeq, LineCounter, parseAllDocuments, parseDocument } from 'yaml'
import { anyValue, jsonText, yamlText } from './edit.testing.ts'
import { deleteIn, insertIn, moveIn, moveKeyIn, renameIn, setIn, valueIn } from './edit.ts'
import { textFault } from './guard.ts'
import type { Path } from './path.ts'

type Holder = Record<string | number, unknown>

const text = fc.oneof({ arbitrary: yamlText, weight: 4 }, { arbitrary: jsonText, weight: 1 })
/** A text, one of its documents, one of its paths, chosen by number. */
const edits = fc.record({ text, at: fc.nat(), step: fc.nat(), value: anyValue })

function valuesOf(source: string): unknown[] {
  // What no manifest may hold is refused before any edit.
  fc.pre(textFault(source) === null)
  const documents = parseAllDocuments(source, { prettyErrors: false })
  fc.pre(documents.every(({ errors }) => errors.length === 0))
  return documents
    .filter(({ contents }) => contents !== null && contents.range[0] !== contents.range[1])
    .map((document) => structuredClone(JSON.parse(JSON.stringify(document.toJS()))))
}

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path]
  const segments = Array.isArray(value) ? [...value.keys()] : Object.keys(value)
  return [path, ...segments.flatMap((segment) => pathsOf((value as Holder)[segment], [...path, segment]))]
}

function pick<T>(items: readonly T[], at: number): T {
  fc.pre(items.length > 0)
  return items[at % items.length] as T
}

function at(value: unknown, path: Path): unknown {
  return path.reduce((found, segment) => (found as Holder)[segment], value)
}

function assign(value: unknown, path: Path, put: unknown): unknown {
  const copy = structuredClone(value)
  const holder = at(copy, path.slice(0, -1)) as Holder
  Object.defineProperty(holder, path.at(-1) ?? '', {
    value: put,
    enumerable: true,
    writable: true,
    configurable: true,
  })
  return copy
}

const plain = (value: unknown) => JSON.parse(JSON.stringify(value))

/** The first and the last line (from 0, the last exclusive) that belong to an entry, read from the nodes alone. */
function linesOf(source: string, path: Path): [number, number] {
  const lines = new LineCounter()
  let node: unknown = parseDocument(source, { lineCounter: lines }).contents
  let start = 0
  for (const segment of path) {
    const pair = isMap(node) ? node.items.find(({ key }) => String(key) === String(segment)) : undefined
    const child: unknown = pair?.value ?? (isSeq(node) ? node.items[Number(segment)] : undefined)
    start = ((pair?.key ?? child) as { range: number[] }).range[0] ?? 0
    node = child
  }
  const end = (node as { range: number[] }).range[1] ?? start
  const rows = source.split('\n')
  let { line: first, col } = lines.linePos((node as { range: number[] }).range[0] ?? start)
  if (typeof path.at(-1) !== 'number') first = lines.linePos(start).line
  else
    while (first > 1 && !/^[\s-]*-\s|[[,{]/.test(`${rows[first - 1]}\n`.slice(0, col - 1)))
      [first, col] = [first - 1, 1e9]
  return [first - 1, lines.linePos(end).line]
}

/** The lines of the old text that the new one does not share at its start or end. */
function changedLines(before: string, after: string): [number, number] {
  const [a, b] = [before.split('\n'), after.split('\n')]
  let start = 0
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start++
  let end = 0
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++
  return [start, a.length - end]
}

const runs = { numRuns: Number(process.env.FC_RUNS ?? 300) }

describe('an edit of any text', () => {
  it('changes the value at its path and no other, in its document and no other', () => {
    fc.assert(
      fc.property(edits, ({ text: source, at: document, step, value }) => {
        const values = valuesOf(source)
        const index = document % values.length
        const path = pick(pathsOf(values[index]).slice(1), step)
        const result = setIn(source, index, path, value)
        expect(valuesOf(result)).toEqual(values.with(index, assign(values[index], path, plain(value))))
        expect(plain(valueIn(result, index, path))).toEqual(plain(value))
      }),
      runs,
    )
  })
  it('leaves the text as it is when the value is there already', () => {
    fc.assert(
      fc.property(edits, ({ text: source, at: document, step }) => {
        const values = valuesOf(source)
        const index = document % values.length
        const path = pick(pathsOf(values[index]), step)
        fc.pre(!/\d{16}/.test(JSON.stringify(at(values[index], path))))
        expect(setIn(source, index, path, at(values[index], path))).toBe(source)
      }),
      runs,
    )
  })
  it('touches no line outside of what is edited', () => {
    fc.assert(
      fc.property(yamlText, fc.nat(), anyValue, (source, step, value) => {
        const values = valuesOf(source)
        fc.pre(values.length === 1 && !source.includes('*'))
        const path = pick(pathsOf(values[0]).slice(1), step)
        const [start, end] = changedLines(source, setIn(source, 0, path, value))
        const [first, last] = linesOf(source.replace(/^\uFEFF/, ''), path)
        if (start < end) expect([start, end]).toEqual([Math.max(start, first), Math.min(end, last)])
      }),
      runs,
    )
  })
  it('put twice is put last', () => {
    fc.assert(
      fc.property(edits, anyValue, ({ text: source, step, value }, last) => {
        const values = valuesOf(source)
        const path = pick(pathsOf(values[0]).slice(1), step)
        expect(valuesOf(setIn(setIn(source, 0, path, value), 0, path, last))).toEqual(
          valuesOf(setIn(source, 0, path, last)),
        )
      }),
      runs,
    )
  })
  it('a new entry changes no line, and taking it away gives the text back', () => {
    fc.assert(
      fc.property(edits, fc.nat(), ({ text: source, at: document, step, value }, where) => {
        const values = valuesOf(source)
        const index = document % values.length
        const path = pick(
          pathsOf(values[index]).filter(
            (each) =>
              Object.keys((at(values[index], each) ?? {}) as object).length > 0 &&
              typeof at(values[index], each) === 'object',
          ),
          step,
        )
        const parent = at(values[index], path)
        if (Array.isArray(parent)) {
          const item = where % (parent.length + 1)
          const result = insertIn(source, index, path, item, value)
          expect(valuesOf(result)[index]).toEqual(
            assign2(values[index], path, parent.toSpliced(item, 0, plain(value))),
          )
          if (!source.includes('*')) expect(deleteIn(result, index, [...path, item])).toBe(source)
          else expect(valuesOf(deleteIn(result, index, [...path, item]))).toEqual(values)
        } else {
          const result = setIn(source, index, [...path, 'fresh'], value)
          expect(valuesOf(result)[index]).toEqual(assign(values[index], [...path, 'fresh'], plain(value)))
          if (!source.includes('*')) expect(deleteIn(result, index, [...path, 'fresh'])).toBe(source)
          else expect(valuesOf(deleteIn(result, index, [...path, 'fresh']))).toEqual(values)
        }
      }),
      runs,
    )
  })
  it('taking away changes only what goes', () => {
    fc.assert(
      fc.property(edits, ({ text: source, at: document, step }) => {
        const values = valuesOf(source)
        const index = document % values.length
        const path = pick(pathsOf(values[index]).slice(1), step)
        const expected = structuredClone(values[index])
        const holder = at(expected, path.slice(0, -1))
        if (Array.isArray(holder)) holder.splice(Number(path.at(-1)), 1)
        else delete (holder as Holder)[path.at(-1) ?? '']
        expect(valuesOf(deleteIn(source, index, path))).toEqual(values.with(index, expected))
      }),
      runs,
    )
  })
  it('a key gets another name, on its own line, and its value and its place stay', () => {
    fc.assert(
      fc.property(
        edits,
        fc.constantFrom('fresh', '7', 'a: b', 'on', ''),
        ({ text: source, at: document, step }, name) => {
          const values = valuesOf(source)
          const index = document % values.length
          const path = pick(
            pathsOf(values[index]).filter((each) => typeof each.at(-1) === 'string'),
            step,
          )
          const map = at(values[index], path.slice(0, -1)) as Holder
          fc.pre(!Object.hasOwn(map, name))
          const result = renameIn(source, index, path, name)
          const renamed = Object.entries(map).map(([key, value]) => [key === path.at(-1) ? name : key, value])
          const expected = assign2(values[index], path.slice(0, -1), Object.fromEntries(renamed))
          expect(valuesOf(result)).toEqual(values.with(index, expected))
          const [start, end] = changedLines(source, result)
          if (!source.includes('*')) expect(end - start).toBe(1)
        },
      ),
      runs,
    )
  })
  it('a key moved there and back gives the same text', () => {
    fc.assert(
      fc.property(edits, fc.nat(), ({ text: source, at: document, step }, where) => {
        const values = valuesOf(source)
        const index = document % values.length
        const path = pick(
          pathsOf(values[index]).filter((each) => typeof each.at(-1) === 'string'),
          step,
        )
        const keys = Object.keys(at(values[index], path.slice(0, -1)) as Holder)
        fc.pre(!keys.some((key) => /^\d+$/.test(key)))
        const to = where % keys.length
        const moved = moveKeyIn(source, index, path, to)
        const order = Object.keys(at(valuesOf(moved)[index], path.slice(0, -1)) as Holder)
        const from = keys.indexOf(String(path.at(-1)))
        expect(order).toEqual(keys.toSpliced(from, 1).toSpliced(to, 0, String(path.at(-1))))
        expect(valuesOf(moved)).toEqual(values)
        if (!source.includes('*') && !source.includes('|+'))
          expect(moveKeyIn(moved, index, path, from)).toBe(source)
      }),
      runs,
    )
  })
  it('an item moved there and back gives the same text', () => {
    fc.assert(
      fc.property(edits, fc.nat(), fc.nat(), ({ text: source, at: document, step }, a, b) => {
        const values = valuesOf(source)
        const index = document % values.length
        const path = pick(
          pathsOf(values[index]).filter(
            (each) =>
              Array.isArray(at(values[index], each)) && (at(values[index], each) as unknown[]).length > 1,
          ),
          step,
        )
        const list = at(values[index], path) as unknown[]
        const [from, to] = [a % list.length, b % list.length]
        const moved = moveIn(source, index, path, from, to)
        expect(at(valuesOf(moved)[index], path)).toEqual(list.toSpliced(from, 1).toSpliced(to, 0, list[from]))
        if (!source.includes('*') && !source.includes('|+'))
          expect(moveIn(moved, index, path, to, from)).toBe(source)
      }),
      runs,
    )
  })
})

function assign2(value: unknown, path: Path, put: unknown): unknown {
  return path.length === 0 ? put : assign(value, path, put)
}
