import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { deleteIn, insertIn, moveIn, setIn, valueIn } from './edit.ts'
import { type Path, pathText } from './path.ts'

const folder = join(import.meta.dirname, 'corpus')
const files = readdirSync(folder).filter((name) => /\.(?:yaml|json)$/.test(name))

interface Edit {
  readonly says: string
  readonly path: Path
  readonly make: (text: string, document: number, path: Path) => string
  readonly changes: (before: unknown) => unknown
  readonly fits?: (list: readonly unknown[]) => boolean
}

const container = ['spec', 'template', 'spec', 'containers', 0]
const limits = [...container, 'resources', 'limits', 'cpu']
const variable = { name: 'ADDED', value: 'yes' }

const edits: readonly Edit[] = [
  set('replicas', ['spec', 'replicas'], 5),
  set('the image', [...container, 'image'], 'registry.example/new:2.0'),
  set('a label', ['spec', 'template', 'metadata', 'labels', 'added'], 'true'),
  set('a limit', limits, '1500m'),
  {
    says: 'one more variable',
    path: [...container, 'env'],
    make: (text, document, path) =>
      insertIn(text, document, path, listAt(text, document, path).length, variable),
    changes: (list) => [...((list as unknown[]) ?? []), variable],
  },
  {
    says: 'without the first mount',
    path: [...container, 'volumeMounts'],
    make: (text, document, path) => deleteIn(text, document, [...path, 0]),
    changes: (list) => (list as unknown[]).slice(1),
  },
  {
    says: 'the first port last',
    path: [...container, 'ports'],
    make: (text, document, path) => moveIn(text, document, path, 0, listAt(text, document, path).length - 1),
    changes: (list) => [...(list as unknown[]).slice(1), (list as unknown[])[0]],
    fits: (list) => list.length > 1,
  },
]

function set(says: string, path: Path, value: unknown): Edit {
  return { says, path, make: (text, document, at) => setIn(text, document, at, value), changes: () => value }
}

function listAt(text: string, document: number, path: Path): unknown[] {
  return (valueIn(text, document, path) as unknown[] | undefined) ?? []
}

function valuesOf(text: string): unknown[] {
  return parseAllDocuments(text).map((document) => JSON.parse(JSON.stringify(document.toJS())))
}

/** The document of the StatefulSet, and the way to it in a List. */
function setOf(text: string): { document: number; base: Path } {
  const documents = valuesOf(text) as { kind: string }[]
  const list = documents.findIndex(({ kind }) => kind === 'List')
  if (list >= 0) return { document: list, base: ['items', 0] }
  return { document: documents.findIndex(({ kind }) => kind === 'StatefulSet'), base: [] }
}

function changed(value: unknown, [segment, ...rest]: Path, change: (before: unknown) => unknown): unknown {
  if (segment === undefined) return change(value)
  const parent = (value ?? {}) as Record<string | number, unknown>
  const child = changed(parent[segment], rest, change)
  return Array.isArray(parent) ? parent.with(Number(segment), child) : { ...parent, [segment]: child }
}

/** The lines that went and came, between the lines that both texts begin and end with. */
function difference(before: string, after: string): { gone: string[]; come: string[] } {
  const [a, b] = [before.split('\n'), after.split('\n')]
  let start = 0
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start++
  let end = 0
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++
  return { gone: a.slice(start, a.length - end), come: b.slice(start, b.length - end) }
}

describe('manifests as the world writes them', () => {
  const told: string[] = []
  describe.each(files)('%s', (file) => {
    const text = readFileSync(join(folder, file), 'utf8')
    const { document, base } = setOf(text)
    it.each(edits.filter(({ fits, path }) => fits?.(listAt(text, document, [...base, ...path])) ?? true))(
      '$says: this and nothing else',
      ({ says, path, make, changes }) => {
        const at = [...base, ...path]
        const after = make(text, document, at)
        const values = valuesOf(text)
        expect(valuesOf(after)).toEqual(values.with(document, changed(values[document], at, changes)))
        const { gone, come } = difference(text, after)
        told.push(
          `@@ ${file}: ${says} (${pathText(at)})`,
          ...gone.map((line) => `-${line}`),
          ...come.map((line) => `+${line}`),
        )
      },
    )
    it('every value put where it is leaves the text as it is', () => {
      const paths = pathsOf(valuesOf(text)[document])
      for (const path of paths) expect(setIn(text, document, path, valueIn(text, document, path))).toBe(text)
    })
  })
  it('the lines changed are those in corpus/edits.diff', async () => {
    await expect(`${told.join('\n')}\n`).toMatchFileSnapshot(join(folder, 'edits.diff'))
  })
})

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path]
  const segments = Array.isArray(value) ? [...value.keys()] : Object.keys(value)
  return [
    path,
    ...segments.flatMap((segment) =>
      pathsOf((value as Record<string, unknown>)[segment], [...path, segment]),
    ),
  ]
}
