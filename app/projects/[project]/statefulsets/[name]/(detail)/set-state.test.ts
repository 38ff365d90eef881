import { describe, expect, it } from 'vitest'
import type { OrdinalRow, SetDetail } from '@/lib/statefulsets/detail/detail'
import { reduce, start } from './set-state'

const row = (ordinal: number, state = 'ready') => ({ ordinal, state }) as OrdinalRow
const detail = { name: 'web', desired: 2, ordinals: [row(0), row(1)] } as unknown as SetDetail
const first = start({ set: detail, operation: null })
const apply = (delta: object) => reduce(first, { type: 'delta', delta })

describe('the page of a set', () => {
  it('takes over what changed and keeps the rest', () => {
    const { set } = apply({ ordinals: [row(1, 'failing')] })
    expect(set).toMatchObject({ name: 'web', desired: 2, ordinals: [row(0), row(1, 'failing')] })
  })

  it('drops and adds ordinals in their order', () => {
    const { set } = apply({ order: [1, 2], ordinals: [row(2, 'starting')] })
    expect(set?.ordinals).toEqual([row(1), row(2, 'starting')])
  })

  it('keeps how the set was last when it is gone', () => {
    expect(apply({ set: null })).toMatchObject({ isGone: true, set: { name: 'web' } })
  })

  it('has the set that comes back while something is under way with it', () => {
    const away = start({ set: null, operation: null })
    const back = reduce(away, { type: 'delta', delta: { set: detail, order: [0], ordinals: [row(0)] } })
    expect(away).toMatchObject({ isGone: true, set: null })
    expect(back).toMatchObject({ isGone: false, set: { name: 'web', ordinals: [row(0)] } })
  })

  it('knows since when it hears nothing', () => {
    const lost = reduce(first, { type: 'lost', at: 5 })
    expect(reduce(lost, { type: 'lost', at: 9 })).toMatchObject({ connection: 'lost', lostAt: 5 })
    expect(reduce(lost, { type: 'opened' })).toMatchObject({ connection: 'live', lostAt: null })
  })

  it('stays refused', () => {
    const refused = reduce(first, { type: 'refused' })
    expect(reduce(refused, { type: 'lost', at: 5 }).connection).toBe('refused')
  })
})
