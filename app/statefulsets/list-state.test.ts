import { describe, expect, it } from 'vitest'
import type { SetRow } from '@/lib/statefulsets/list/row'
import { type Around, difference, type ListState, reduce, start } from './list-state.ts'

const around = { total: 0, counts: {}, page: 1, pages: 1, unheard: [] } as unknown as Around
const row = (key: string, ready = 0) => ({ key, ready }) as SetRow
const page = (...keys: string[]) => start({ ...around, rows: keys.map((key) => row(key)), version: 'e.1' })
const delta = (state: ListState, keys?: string[], rows?: SetRow[]) =>
  reduce(state, { type: 'delta', at: 5000, delta: { ...(keys ? { keys } : {}), ...(rows ? { rows } : {}) } })

describe('a live page', () => {
  it('changes a row in its place, and marks it for a moment', () => {
    const state = delta(page('a', 'b'), undefined, [row('b', 3)])
    expect(state.shown).toEqual(['a', 'b'])
    expect(state.rows.get('b')?.ready).toBe(3)
    expect([...state.changed.keys()]).toEqual(['b'])
    expect(reduce(state, { type: 'passed', at: 6000 }).changed.size).toBe(1)
    expect(reduce(state, { type: 'passed', at: 7001 }).changed.size).toBe(0)
  })

  it('neither moves, adds nor removes a row before it is asked to', () => {
    const state = delta(page('a', 'b'), ['c', 'b'], [row('c')])
    expect(state.shown).toEqual(['a', 'b'])
    expect(difference(state)).toEqual({ come: 1, gone: 1, isMoved: true })
    expect(state.rows.has('a')).toBe(true)
    const asked = reduce(state, { type: 'shown' })
    expect(asked.shown).toEqual(['c', 'b'])
    expect(difference(asked)).toEqual({ come: 0, gone: 0, isMoved: false })
  })

  it('takes what answers another question at once, without marks', () => {
    const state = delta(reduce(page('a'), { type: 'asked' }), ['x'], [row('x')])
    expect(state.shown).toEqual(['x'])
    expect([...state.rows.keys()]).toEqual(['x'])
    expect(state.changed.size).toBe(0)
    expect(state.isAsking).toBe(false)
  })

  it('takes the first rows where there were none', () => {
    expect(delta(page(), ['a'], [row('a')]).shown).toEqual(['a'])
  })

  it('remembers since when it is lost, and forgets it when it is back', () => {
    const lost = reduce(reduce(page('a'), { type: 'lost', at: 5 }), { type: 'lost', at: 9 })
    expect(lost).toMatchObject({ connection: 'lost', lostAt: 5 })
    expect(reduce(lost, { type: 'opened' })).toMatchObject({ connection: 'live', lostAt: null })
  })

  it('shows nothing more to whom it is refused', () => {
    const refused = reduce(reduce(page('a'), { type: 'refused' }), { type: 'lost', at: 5 })
    expect(refused).toMatchObject({ connection: 'refused', shown: [] })
    expect(refused.rows.size).toBe(0)
  })
})
