import { describe, expect, it } from 'vitest'
import type { SetDetail } from './detail.ts'
import { SetDeltaSender } from './live-set.ts'

const detail = (states: Record<number, string>, more: Partial<SetDetail> = {}) =>
  ({
    name: 'web',
    state: 'running',
    ordinals: Object.entries(states).map(([ordinal, state]) => ({ ordinal: Number(ordinal), state })),
    ...more,
  }) as unknown as SetDetail
const events = { name: 'events' as const, data: { rows: [], isCut: false } }
const quiet = { section: undefined, unheard: null, operation: null }

describe('what a browser is told of a set', () => {
  it('is everything at first', () => {
    const delta = new SetDeltaSender().next({
      detail: detail({ 0: 'ready' }),
      section: events,
      unheard: null,
      operation: null,
    })
    expect(delta).toEqual({
      set: { name: 'web', state: 'running' },
      order: [0],
      ordinals: [{ ordinal: 0, state: 'ready' }],
      section: events,
      unheard: null,
      operation: null,
    })
  })

  it('is nothing when nothing changed', () => {
    const sender = new SetDeltaSender()
    sender.next({ detail: detail({ 0: 'ready' }), ...quiet })
    expect(sender.next({ detail: detail({ 0: 'ready' }), ...quiet })).toBeNull()
  })

  it('is the ordinal that changed, and no other', () => {
    const sender = new SetDeltaSender()
    sender.next({ detail: detail({ 0: 'ready', 1: 'starting' }), ...quiet })
    const delta = sender.next({ detail: detail({ 0: 'ready', 1: 'ready' }), ...quiet })
    expect(delta).toEqual({ ordinals: [{ ordinal: 1, state: 'ready' }] })
  })

  it('is the order when an ordinal went', () => {
    const sender = new SetDeltaSender()
    sender.next({ detail: detail({ 0: 'ready', 1: 'ready' }), ...quiet })
    expect(sender.next({ detail: detail({ 0: 'ready' }), ...quiet })).toEqual({ order: [0] })
  })

  it('is that the set is gone, once', () => {
    const sender = new SetDeltaSender()
    sender.next({ detail: detail({ 0: 'ready' }), ...quiet })
    expect(sender.next({ detail: null, ...quiet })).toEqual({ set: null })
    expect(sender.next({ detail: null, ...quiet })).toBeNull()
  })

  it('is nothing of what cannot be read now, and why it cannot', () => {
    const sender = new SetDeltaSender()
    sender.next({ detail: detail({ 0: 'ready' }), ...quiet })
    const unheard = { cluster: 'test', state: 'lost' as const, heardAt: 1, code: null, parts: [] }
    expect(sender.next({ detail: undefined, section: undefined, unheard, operation: null })).toEqual({
      unheard,
    })
  })
})
