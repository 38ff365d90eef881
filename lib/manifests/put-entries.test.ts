import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { linesLens } from './lens.ts'
import { type Manifest, parseManifests } from './parse.ts'
import { putLines, putRows } from './put-entries.ts'
import { valueAt } from './read.ts'
import { isWhole, type Row, rowsIn } from './rows.ts'

const head = 'apiVersion: v1\nkind: Pod\n'
const only = (text: string): Manifest => {
  const parsed = parseManifests(head + text)
  const [manifest] = parsed.ok ? parsed.manifests : []
  if (manifest === undefined) throw new Error(JSON.stringify(parsed))
  return manifest
}
const rowsOf = (text: string) => rowsIn(only(text), ['labels'])
const put = (text: string, rows: readonly Row[]) =>
  putRows(head + text, only(text), ['labels'], rows).slice(head.length)
const linesOf = (text: string) => linesLens.get(valueAt(only(text).object, ['args']))
const putArgs = (text: string, lines: readonly string[]) =>
  putLines(head + text, only(text), ['args'], lines).slice(head.length)
const row = (key: string, value: string): Row => ({ key, value })

const labels = `labels:
  # whose it is
  app: "web" # as the Service says
  none:
  zone: 'a'

  # how much
  1: one
  on: true
last: 1
`

describe('a map, row by row', () => {
  it('is shown in the order of the text, with numbers for keys too', () => {
    expect(rowsOf(labels)).toEqual([
      row('app', 'web'),
      row('none', ''),
      row('zone', 'a'),
      row('1', 'one'),
      row('on', 'true'),
    ])
  })

  it('is not written anew by what it held already', () => {
    expect(put(labels, rowsOf(labels))).toBe(labels)
    for (const text of ['labels: {}\n', 'labels: { a: , 7: x }\n', 'labels:\n  ? a\n  : b # c\n  ? z\n'])
      expect(put(text, rowsOf(text))).toBe(text)
  })

  it.each<[string, (rows: readonly Row[]) => readonly Row[], string, string]>([
    ['a value', (rows) => rows.with(2, row('zone', 'b')), "'a'", "'b'"],
    ['the first key', (rows) => rows.with(0, row('name', 'web')), 'app: "web"', 'name: "web"'],
    ['a key that is a number', (rows) => rows.with(3, row('2', 'one')), '1: one', '"2": one'],
    ['a value beside nothing', (rows) => rows.with(1, row('none', 'x')), 'none:', 'none: x'],
    ['a new one', (rows) => [...rows, row('tier', 'db')], 'on: true\n', 'on: true\n  tier: db\n'],
    ['one that goes', (rows) => rows.toSpliced(3, 1), '  # how much\n  1: one\n', ''],
    [
      'one that changes places',
      (rows) => rows.toSpliced(2, 1).toSpliced(1, 0, row('zone', 'a')),
      "  none:\n  zone: 'a'\n",
      "  zone: 'a'\n  none:\n",
    ],
  ])('of %s, no other byte is another', (_, change, before, after) => {
    const rows = change(rowsOf(labels))
    const text = put(labels, rows)
    expect(text).toBe(labels.replace(before, after))
    expect(rowsOf(text)).toEqual(rows)
  })

  it('of two rows with one key, or a row without one, holds what it can', () => {
    const rows = [row('a', '1'), row('', '2'), row('a', '3')]
    expect(isWhole(rows)).toBe(false)
    expect(isWhole([row('zone', ''), row('1', '')])).toBe(true)
    expect(put('labels: {}\n', rows)).toBe('labels:\n  a: "1"\n')
    expect(put('labels: { a: b }\nx: 1\n', [row('', 'b')])).toBe('x: 1\n')
  })

  it('holds any rows, in their order', () => {
    const key = fc.constantFrom(
      'app',
      'zone',
      '1',
      '10',
      'none',
      'on',
      '__proto__',
      'app.io/x',
      'a: b',
      '- c',
      '#',
    )
    const rows = fc.uniqueArray(fc.record({ key, value: fc.constantFrom('', 'x', 'true', 'a: b', '1') }), {
      selector: (one) => one.key,
      minLength: 1,
      maxLength: 7,
    })
    const text = fc.constantFrom(
      labels,
      'labels: {app: web, "none": , zone: a}\n',
      'labels:\n  ? app\n  : b # c\n  zone: x\n',
      '{"labels":{"app":"b"},"x":[]}',
    )
    fc.assert(
      fc.property(text, rows, rows, (before, first, last) => {
        const json = before.startsWith('{')
        const source = json ? `{"apiVersion":"v1","kind":"Pod",${before.slice(1)}` : head + before
        const parse = (made: string) => {
          const parsed = parseManifests(made)
          return (parsed.ok ? parsed.manifests[0] : undefined) as Manifest
        }
        const once = putRows(source, parse(source), ['labels'], first)
        const twice = putRows(once, parse(once), ['labels'], last)
        expect(rowsIn(parse(once), ['labels'])).toEqual(first)
        expect(rowsIn(parse(twice), ['labels'])).toEqual(last)
        expect(putRows(twice, parse(twice), ['labels'], last)).toBe(twice)
      }),
    )
  })
})

const args = `args:
  # http
  - "--port=80" # for all
  # the rest
  - '--quiet'
  - |-
    one
    two
  - 80
last: 1
`

describe('a list of texts, line by line', () => {
  it('is not written anew by what it held already', () => {
    for (const text of [args, 'args: []\n', 'args: [a, null, 3]\n', 'x: 1\n'])
      expect(putArgs(text, linesOf(text))).toBe(text)
  })

  it.each<[string, (lines: readonly string[]) => readonly string[], string, string]>([
    ['one line', (lines) => lines.with(0, '--port=81'), '"--port=80"', '"--port=81"'],
    ['a script', (lines) => lines.with(2, 'one\nthree'), '    two', '    three'],
    ['a new one', (lines) => [...lines, 'x'], '  - 80\n', '  - 80\n  - x\n'],
    ['a new one between', (lines) => lines.toSpliced(1, 0, 'x'), '  # the rest', '  - "x"\n  # the rest'],
    ['one that goes', (lines) => lines.toSpliced(1, 1), "  # the rest\n  - '--quiet'\n", ''],
  ])('of %s, no other byte is another', (_, change, before, after) => {
    const lines = change(linesOf(args))
    const text = putArgs(args, lines)
    expect(linesOf(text)).toEqual(lines)
    expect(text.replaceAll(/["']x["']/g, 'x')).toBe(args.replace(before, after).replaceAll(/["']x["']/g, 'x'))
  })

  it('goes with its last one, and comes with its first', () => {
    expect(putArgs(args, [])).toBe('last: 1\n')
    expect(putArgs('last: 1\n', ['a', ''])).toBe('last: 1\nargs:\n- a\n- ""\n')
  })

  it('holds any lines', () => {
    const lines = fc.array(fc.constantFrom('', 'a', '--port=80', 'one\ntwo', '80', '- x', '# y'), {
      maxLength: 5,
    })
    fc.assert(
      fc.property(
        fc.constantFrom(args, 'args: [a, "80"]\n', 'x: 1\n'),
        lines,
        lines,
        (before, first, last) => {
          const once = putArgs(before, first)
          expect(linesOf(once)).toEqual(first)
          expect(linesOf(putArgs(once, last))).toEqual(last)
          expect(putArgs(once, first)).toBe(once)
        },
      ),
    )
  })
})
