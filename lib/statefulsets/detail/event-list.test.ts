import { describe, expect, it } from 'vitest'
import type { Event } from '../../kubernetes/types.ts'
import { toEventList } from './event-list.ts'

let last = 0
const event = (kind: string, name: string, more: Partial<Event> = {}): Event => ({
  metadata: { name: `e${++last}`, uid: `e${last}`, resourceVersion: '1' },
  involvedObject: { kind, name },
  type: 'Normal',
  reason: 'Pulled',
  message: 'pulled',
  lastTimestamp: '2026-01-01T00:00:00Z',
  firstTimestamp: '2026-01-01T00:00:00Z',
  ...more,
})
const list = (events: Event[]) => toEventList('web', ['data', 'my-web'], events).rows

describe('the events of a set', () => {
  it.each([
    ['StatefulSet', 'web', null],
    ['Pod', 'web-0', 0],
    ['Pod', 'web-12', 12],
    ['PersistentVolumeClaim', 'data-web-3', 3],
    ['PersistentVolumeClaim', 'my-web-web-4', 4],
  ])('are those of %s %s', (kind, name, ordinal) => {
    expect(list([event(kind, name)])).toMatchObject([{ kind, name, ordinal }])
  })

  it.each([
    ['StatefulSet', 'web-0'],
    ['Pod', 'web-00'],
    ['Pod', 'webs-0'],
    ['Pod', 'web-a-0'],
    ['PersistentVolumeClaim', 'web-0'],
    ['PersistentVolumeClaim', 'logs-web-0'],
    ['Service', 'web'],
  ])('are not those of %s %s', (kind, name) => {
    expect(list([event(kind, name)])).toEqual([])
  })

  it('come newest first', () => {
    const rows = list([
      event('Pod', 'web-0', { lastTimestamp: '2026-01-01T00:00:01Z' }),
      event('Pod', 'web-1', { lastTimestamp: '2026-01-01T00:00:03Z' }),
      event('Pod', 'web-2', { lastTimestamp: '2026-01-01T00:00:02Z' }),
    ])
    expect(rows.map(({ ordinal }) => ordinal)).toEqual([1, 2, 0])
  })

  it('that say the same of the same object are one row, from the first to the newest', () => {
    const rows = list([
      event('Pod', 'web-0', { count: 3, lastTimestamp: '2026-01-01T00:05:00Z' }),
      event('Pod', 'web-0', {
        series: { count: 4, lastObservedTime: '' },
        lastTimestamp: '2026-01-01T00:09:00Z',
      }),
      event('Pod', 'web-1'),
    ])
    expect(rows).toMatchObject([
      { ordinal: 0, count: 7, first: '2026-01-01T00:00:00Z', last: '2026-01-01T00:09:00Z' },
      { ordinal: 1, count: 1 },
    ])
  })
})
