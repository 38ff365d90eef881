import { describe, expect, it } from 'vitest'
import { catalog } from './catalog.ts'
import type { ListPage } from './list.ts'
import type { Selection } from './list-view.ts'
import { DeltaSender } from './live.ts'
import { readQuery } from './query.ts'

type Row = ListPage['rows'][number]
const row = (key: string, sequence: number) => ({ key, sequence }) as Row
const page = (rows: Row[], movedAt = 1): ListPage => {
  const around = { total: rows.length, counts: {}, page: 1, pages: 1, unheard: [] }
  return { rows, ...around, version: 'v', movedAt } as unknown as ListPage
}

describe('what a browser is told of a page', () => {
  it('is everything at first', () => {
    const delta = new DeltaSender(-1).next(page([row('a', 1), row('b', 2)]))
    expect(delta).toMatchObject({
      keys: ['a', 'b'],
      rows: [{ key: 'a' }, { key: 'b' }],
      around: { total: 2 },
    })
    expect(delta?.rows?.[0]).not.toHaveProperty('sequence')
  })

  it('is nothing when nothing changed', () => {
    const sender = new DeltaSender(-1)
    sender.next(page([row('a', 1)]))
    expect(sender.next(page([row('a', 1)]))).toBeNull()
  })

  it('is the row that changed, and no other', () => {
    const sender = new DeltaSender(-1)
    sender.next(page([row('a', 1), row('b', 2)]))
    expect(sender.next(page([row('a', 1), row('b', 3)]))).toEqual({ version: 'v', rows: [{ key: 'b' }] })
  })

  it('is the order when it changed, and a row that came with it', () => {
    const sender = new DeltaSender(-1)
    sender.next(page([row('a', 1), row('b', 2)]))
    expect(sender.next(page([row('b', 2), row('c', 1)]))).toEqual({
      version: 'v',
      keys: ['b', 'c'],
      rows: [{ key: 'c' }],
    })
  })

  it('is what it missed, from a version of this process', () => {
    const delta = new DeltaSender(5).next(page([row('a', 4), row('b', 6)]))
    expect(delta).toMatchObject({ keys: ['a', 'b'], rows: [{ key: 'b' }] })
  })

  it('is everything when the order changed meanwhile: a row may have come that is older', () => {
    const delta = new DeltaSender(5).next(page([row('a', 4), row('b', 6)], 6))
    expect(delta?.rows).toHaveLength(2)
  })
})

describe('the version of a page', () => {
  const query = readQuery({})
  const of = (...places: string[]): Selection => ({
    places: new Map(places.map((place, order) => [place, order])),
    query,
  })
  const version = catalog().version(of('test/a'))
  const [epoch, count, digest] = version.split('.')

  it('is read again by who still sees the same', () => {
    expect(catalog().readVersion(version, of('test/a'))).toBe(Number(count))
  })

  it('means nothing once the projects are others, or the question: the browser has not seen all rows', () => {
    expect(catalog().readVersion(version, of('test/a', 'test/b'))).toBe(-1)
    expect(catalog().readVersion(version, { ...of('test/a'), query: readQuery({ q: 'x' }) })).toBe(-1)
  })

  it.each(['', `other.5.${digest}`, `${epoch}.x.${digest}`, `${epoch}.-1.${digest}`, `${epoch}.5`])(
    'is not %j',
    (other) => expect(catalog().readVersion(other, of('test/a'))).toBe(-1),
  )
})
