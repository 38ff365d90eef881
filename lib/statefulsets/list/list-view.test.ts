import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { read, set } from '../state/state.testing.ts'
import { type SetState, setStates } from '../state/state.ts'
import type { Entry } from './board.ts'
import { type Item, ListView, type Selection, toItem } from './list-view.ts'
import { readQuery, writeQuery } from './query.ts'
import { toView } from './row.ts'
import { SearchIndex } from './search-index.ts'

interface Parts {
  readonly name: string
  readonly place?: string
  readonly state?: SetState
  readonly labels?: Record<string, string>
  readonly images?: string[]
}

let sequence = 0
function item({
  name,
  place = 'c/team-a',
  state = 'running',
  labels = {},
  images = ['busybox:1.36'],
}: Parts): Item {
  const view = { ...toView(set({ metadata: { name } }), read({})), state, images }
  const entry: Entry = { place, view, labels, sequence: ++sequence }
  return toItem(entry)
}

const places = new Map([
  ['c/team-a', 0],
  ['c/team-b', 1],
])
const select = (raw: Record<string, string>): Selection => ({ places, query: readQuery(raw) })
const order = (view: ListView) => view.items.map(({ entry }) => `${entry.place}/${entry.view.name}`).join()
const names = (view: ListView) => view.items.map(({ entry }) => entry.view.name)

describe('a view of the list', () => {
  const all = [
    item({ name: 'web-10', labels: { tier: 'gold' } }),
    item({ name: 'web-2', state: 'stuck', labels: { tier: 'gold' } }),
    item({ name: 'db', place: 'c/team-b', images: ['docker.io/library/postgres:18'] }),
    item({ name: 'not-mine', place: 'c/secret' }),
  ]
  it.each<[string, Record<string, string>, string[]]>([
    ['natural order of names', {}, ['db', 'web-2', 'web-10']],
    ['the other way round', { order: 'desc' }, ['web-10', 'web-2', 'db']],
    ['a word of the name', { q: 'WEB' }, ['web-2', 'web-10']],
    ['two words', { q: 'web gold' }, ['web-2', 'web-10']],
    ['an image', { q: 'postgres' }, ['db']],
    ['a label as it is written', { q: 'tier=gold 10' }, ['web-10']],
    ['a label exactly', { label: 'tier=gold' }, ['web-2', 'web-10']],
    ['a label that is there', { label: 'tier' }, ['web-2', 'web-10']],
    ['a label with another value', { label: 'tier=iron' }, []],
    ['a state', { state: 'stuck' }, ['web-2']],
    ['what needs attention first', { sort: 'state' }, ['web-2', 'db', 'web-10']],
    ['projects in their order', { sort: 'project', order: 'desc' }, ['db', 'web-2', 'web-10']],
    ['a name that no Object has', { q: '__proto__', label: 'constructor' }, []],
  ])('%s', (_name, raw, expected) => {
    expect(names(new ListView(select(raw), all, 0))).toEqual(expected)
  })

  it('counts by state what is found, whichever states are shown, and nothing of others', () => {
    const { counts } = new ListView(select({ state: 'stuck' }), all, 0)
    expect(counts).toMatchObject({ stuck: 1, running: 2, stopped: 0 })
  })
})

const anyItem = fc.record({
  name: fc.constantFrom('web-1', 'web-2', 'web-10', 'db', 'queue'),
  place: fc.constantFrom('c/team-a', 'c/team-b', 'c/secret'),
  state: fc.constantFrom(...setStates),
  labels: fc.constantFrom<Record<string, string>>({}, { tier: 'gold' }),
})
const anyQuery = fc.constantFrom<Record<string, string>[]>(
  {},
  { q: 'web' },
  { state: 'stuck,held', sort: 'state' },
  { label: 'tier', sort: 'ready', order: 'desc' },
) as fc.Arbitrary<Record<string, string>>

it('a view that is kept change by change is the one that would be made anew', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(anyItem, fc.boolean()), { maxLength: 40 }), anyQuery, (changes, raw) => {
      const view = new ListView(select(raw), [], 0)
      const present = new Map<string, Item>()
      for (const [index, [parts, isThere]] of changes.entries()) {
        const key = `${parts.place}/${parts.name}`
        const after = isThere ? item(parts) : undefined
        const former = { order: order(view), movedAt: view.movedAt }
        view.change(present.get(key), after, index + 1)
        expect(view.movedAt).toBe(order(view) === former.order ? former.movedAt : index + 1)
        if (after === undefined) present.delete(key)
        else present.set(key, after)
      }
      const anew = new ListView(select(raw), present.values(), 0)
      expect(view.items).toEqual(anew.items)
      expect(view.counts).toEqual(anew.counts)
    }),
  )
})

describe('the search index', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '-', '支', '付'), maxLength: 8 })
  const change = fc.record({ number: fc.nat(40), text: fc.option(text, { nil: undefined }) })

  it('finds every text that holds all words, through every change, and nothing that is gone', () => {
    fc.assert(
      fc.property(
        fc.array(change, { maxLength: 120 }),
        fc.array(text, { maxLength: 3 }),
        (changes, words) => {
          const index = new SearchIndex<number>()
          const texts = new Map<number, string>()
          for (const { number, text: one } of changes) {
            for (const map of [index, texts]) {
              if (one === undefined) map.delete(number)
              else map.set(number, one)
            }
          }
          const found = index.candidates(words)
          const meant = [...texts].filter(([, one]) => words.every((word) => one.includes(word)))
          if (found === null) return
          expect(found).toEqual(expect.arrayContaining(meant.map(([number]) => number)))
          expect(found.filter((number) => !texts.has(number))).toEqual([])
          expect(new Set(found).size).toBe(found.length)
        },
      ),
    )
  })

  it('knows an item by its present text alone, and the next item by nothing of one that is gone', () => {
    const index = new SearchIndex<string>()
    index.set('one', 'orders-db')
    index.set('one', 'search')
    expect(index.candidates(['orders'])).toEqual([])
    expect(index.candidates(['search'])).toEqual(['one'])
    index.delete('one')
    index.set('two', 'cart-cache')
    expect(index.candidates(['search'])).toEqual([])
    expect(index.candidates(['cart'])).toEqual(['two'])
  })

  it('is narrow', () => {
    const index = new SearchIndex<number>()
    for (let number = 0; number < 1000; number++)
      index.set(number, `database-${number}\nregistry.example.com/team/${number % 7}\ntier=gold`)
    expect(index.candidates(['database-123'])?.length).toBeLessThan(30)
    expect(index.candidates(['nowhere'])?.length).toBeLessThan(10)
  })
})

describe('the address of a list', () => {
  it.each<[string, Record<string, string | string[]>, string]>([
    ['nothing', {}, ''],
    [
      'all of it',
      {
        q: 'web db',
        state: 'stuck,held',
        sort: 'age',
        order: 'desc',
        page: '3',
        size: '100',
        label: 'a=b=c',
      },
      '?q=web+db&state=stuck%2Cheld&label=a%3Db%3Dc&sort=age&order=desc&page=3&size=100',
    ],
    [
      'hostile',
      { page: '-1', sort: '__proto__', q: '(a+)+$', state: 'constructor', size: '1e9' },
      '?q=%28a%2B%29%2B%24',
    ],
    ['twice', { q: ['one', 'two'], page: ['2', '3'] }, '?q=one&page=2'],
  ])('%s', (_name, raw, expected) => {
    expect(writeQuery(readQuery(raw))).toBe(expected)
  })

  it('reads back what it wrote, whatever was typed', () => {
    const any = fc.record({
      q: fc.string(),
      state: fc.string(),
      label: fc.string(),
      sort: fc.string(),
      page: fc.string(),
      size: fc.string(),
    })
    fc.assert(
      fc.property(any, (raw) => {
        const query = readQuery(raw)
        expect(readQuery(Object.fromEntries(new URLSearchParams(writeQuery(query))))).toEqual(query)
      }),
    )
  })
})
