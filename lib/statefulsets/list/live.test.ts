import { describe, expect, it } from 'vitest'
import { catalog } from './catalog.ts'
import type { ListPage } from './list.ts'
import { DeltaSender } from './live.ts'

type Row = ListPage['rows'][number]
const row = (key: string, sequence: number) => ({ key, sequence }) as Row
const page = (rows: Row[], movedAt = 1): ListPage => {
  const around = { total: rows.length, counts: {}, page: 1, pages: 1, unheard: [] }
  return { rows, ...around, version: 'v', movedAt } as unknown as ListPage
}
const epoch = catalog().version.split('.')[0]

describe('what a browser is told of a page', () => {
  it('is everything at first', () => {
    const delta = new DeltaSender('').next(page([row('a', 1), row('b', 2)]))
    expect(delta).toMatchObject({
      keys: ['a', 'b'],
      rows: [{ key: 'a' }, { key: 'b' }],
      around: { total: 2 },
    })
    expect(delta?.rows?.[0]).not.toHaveProperty('sequence')
  })

  it('is nothing when nothing changed', () => {
    const sender = new DeltaSender('')
    sender.next(page([row('a', 1)]))
    expect(sender.next(page([row('a', 1)]))).toBeNull()
  })

  it('is the row that changed, and no other', () => {
    const sender = new DeltaSender('')
    sender.next(page([row('a', 1), row('b', 2)]))
    expect(sender.next(page([row('a', 1), row('b', 3)]))).toEqual({ version: 'v', rows: [{ key: 'b' }] })
  })

  it('is the order when it changed, and a row that came with it', () => {
    const sender = new DeltaSender('')
    sender.next(page([row('a', 1), row('b', 2)]))
    expect(sender.next(page([row('b', 2), row('c', 1)]))).toEqual({
      version: 'v',
      keys: ['b', 'c'],
      rows: [{ key: 'c' }],
    })
  })

  it('is what it missed, from a version of this process', () => {
    const delta = new DeltaSender(`${epoch}.5`).next(page([row('a', 4), row('b', 6)]))
    expect(delta).toMatchObject({ keys: ['a', 'b'], rows: [{ key: 'b' }] })
  })

  it('is everything when the order changed meanwhile: a row may have come that is older', () => {
    const delta = new DeltaSender(`${epoch}.5`).next(page([row('a', 4), row('b', 6)], 6))
    expect(delta?.rows).toHaveLength(2)
  })

  it.each(['', 'other.5', `${epoch}.x`, `${epoch}.-1`])('is everything from the version %j', (since) => {
    expect(new DeltaSender(since).next(page([row('a', 4)]))?.rows).toHaveLength(1)
  })
})
