import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { writeMark, writeSwitch } from '@/lib/pods/log-wire'
import { LogStore } from './log-store'
import { RowHeights } from './row-heights'
import { findLines, findRanges, type Query } from './search'
import { allLines, foundLines } from './shown-lines'
import { WireReader } from './wire-reader'

const bytes = (text: string) => new TextEncoder().encode(text)

function filled(count: number, textOf = (number: number) => `line ${number}`): LogStore {
  const store = new LogStore()
  for (let number = 0; number < count; number++) store.append(number % 3, number, bytes(textOf(number)))
  return store
}

describe('the lines that a view holds', () => {
  it('are there by their numbers', () => {
    const store = filled(20_000)
    expect(store.get(12_345)).toEqual({ time: 12_345, source: 0, text: 'line 12345', isMark: false })
    expect([store.get(-1), store.get(20_000)]).toEqual([null, null])
  })

  it('are no more than so many: the oldest leave, and numbers stay', () => {
    const store = new LogStore({ lines: 30_000, bytes: 1e9 })
    for (let number = 0; number < 100_000; number++) store.append(0, number, bytes(`line ${number}`))
    expect(store.end - store.first).toBeLessThanOrEqual(30_000)
    expect(store.end - store.first).toBeGreaterThan(15_000)
    expect(store.get(store.first)?.text).toBe(`line ${store.first}`)
    expect(store.get(99_999)?.text).toBe('line 99999')
  })

  it('take no more than so much, however long they are', () => {
    const store = new LogStore({ lines: 1e6, bytes: 4 * 1024 * 1024 })
    for (let number = 0; number < 1000; number++) store.append(0, 0, bytes('x'.repeat(64 * 1024)))
    expect(store.bytes).toBeLessThanOrEqual(4 * 1024 * 1024)
    expect(store.get(999)?.text).toHaveLength(64 * 1024)
  })

  it('are found by their time, rows of our own apart', () => {
    const store = new LogStore()
    store.append(0, 5, bytes('mark'), true)
    for (const time of [5, 5, 7.25]) store.append(0, time, bytes('x'))
    expect([5, 7.25, 6].map((time) => store.findTime(time))).toEqual([1, 3, null])
  })

  it('get older ones before them', () => {
    const store = filled(3)
    const older = ['a', 'b'].map((text) => ({ source: 0, time: 0, text: bytes(text) }))
    store.prepend(older)
    const { first, end, lineAt } = allLines(store)
    const texts = Array.from({ length: end - first }, (_, at) => store.get(lineAt(first + at))?.text)
    expect(texts).toEqual(['a', 'b', 'line 0', 'line 1', 'line 2'])
  })

  it.each([
    ['plain', 5],
    ['\u001b[31mred\u001b[0m', 3],
    ['漢字', 4],
    ['a\tb', 9],
    ['é', 1],
  ])('%s is so wide', (text, cells) => {
    const store = new LogStore()
    store.append(0, 0, bytes(text))
    expect(store.cellsOf(0)).toBe(cells)
  })
})

describe('heights', () => {
  it('give the entry at a row, and the row of an entry', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3000 }),
        fc.integer({ min: -1500, max: 1500 }),
        fc.nat(5000),
        (rows, first, row) => {
          const heights = new RowHeights((index) => rows[index - first] ?? 1)
          const end = first + rows.length
          const all = rows.flatMap((count, at) =>
            Array.from({ length: count }, (_, within) => ({ index: first + at, within })),
          )
          expect(heights.between(first, end)).toBe(all.length)
          expect(heights.at(row, first, end)).toEqual(all[row] ?? { index: end - 1, within: 0 })
        },
      ),
    )
  })
})

describe('a search', () => {
  const query: Query = { text: '', isRegex: false, isCase: false, level: null, hidden: [] }
  const find = (asked: Partial<Query>, store: LogStore, from = store.first) =>
    [...store.blocks(from)].flatMap((block) => findLines({ ...query, ...asked }, block))

  it.each<[string, Partial<Query>, number[]]>([
    ['text in any case', { text: 'ERROR' }, [1, 2]],
    ['text in its case', { text: 'ERROR', isCase: true }, [1]],
    ['text that would be an expression', { text: '(x)' }, [3]],
    ['an expression', { text: '^\\d+$', isRegex: true }, [0]],
    ['a colour that cuts a word', { text: 'broken' }, [2]],
    ['a level', { level: 'warn' }, [1, 2, 4]],
    ['what is not hidden', { hidden: [0, 1] }, [2, 5]],
    ['Chinese', { text: '副本' }, [5]],
  ])('finds %s', (_name, asked, numbers) => {
    const texts = ['12345', '[ERROR] a', 'error: bro\u001b[31mken', '(x)', 'WARN b', '副本集']
    expect(
      find(
        asked,
        filled(texts.length, (number) => texts[number] ?? ''),
      ),
    ).toEqual(numbers)
  })

  it('goes on where it was', () => {
    const store = filled(20_000)
    expect(find({ text: 'line 1999' }, store, 19_990)).toHaveLength(10)
  })

  it('says where in a text', () => {
    expect(findRanges({ ...query, text: 'a' }, 'Banana')).toEqual([
      [1, 2],
      [3, 4],
      [5, 6],
    ])
    expect(findRanges({ ...query, text: '', isRegex: true }, 'x')).toEqual([])
  })

  it('of a million lines takes no second', () => {
    const store = filled(
      1_000_000 - 8192,
      (number) => `2026-01-01 INFO request ${number} served in 12 ms from 10.0.0.1`,
    )
    const started = performance.now()
    expect(find({ text: 'request 7777 ' }, store)).toEqual([7777])
    expect(performance.now() - started).toBeLessThan(3000)
  })

  it('shows only hits that are still held', () => {
    const store = new LogStore({ lines: 30_000, bytes: 1e9 })
    for (let number = 0; number < 100_000; number++) store.append(0, 0, bytes('x'))
    const shown = foundLines([1, 2, store.first, store.first + 5], store)
    expect([shown.end - shown.first, shown.lineAt(shown.first)]).toEqual([2, store.first])
  })
})

describe('the stream of a log', () => {
  const source = { kind: 'source', n: 3, pod: 'web-0', uid: 'u', container: 'main', ordinal: 0 } as const
  const wire = [
    writeMark(source),
    writeSwitch(3),
    '2026-11-26T01:30:46.123456789Z hello\n',
    '2026-11-26T01:30:46.5Z !{"kind":"gone"}\n',
    '2026-11-26T01:30:47.000000001Z @4\n',
    writeMark({ kind: 'beat' }),
  ].join('')

  it('is the same however its bytes are cut', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 20 }), (cuts) => {
        const reader = new WireReader()
        const all = bytes(wire)
        const items = []
        let from = 0
        for (const cut of [...cuts, all.length]) {
          items.push(...reader.push(all.slice(from, from + cut)))
          from += cut
        }
        const told = items.map((item) =>
          item.kind !== 'line'
            ? item.kind === 'mark'
              ? item.mark.kind
              : 'more'
            : [item.n, item.time, new TextDecoder().decode(item.text)],
        )
        const second = Date.UTC(2026, 10, 26, 1, 30, 46)
        expect(told).toEqual([
          'source',
          [3, expect.closeTo(second + 123.456789, 3), 'hello'],
          [3, second + 500, '!{"kind":"gone"}'],
          [3, expect.closeTo(second + 1000, 3), '@4'],
          'beat',
        ])
      }),
    )
  })
})
