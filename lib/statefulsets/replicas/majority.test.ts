import { expect, it } from 'vitest'
import { lostMajority } from './majority.ts'

it.each([
  [3, 2, null],
  [3, 1, 'quorum'],
  [5, 3, null],
  [5, 2, 'quorum'],
  [4, 2, 'quorum'],
  [2, 1, null],
  [5, 0, null],
  [3, 5, null],
])('a guarded set that goes from %i to %i loses its majority: %s', (from, to, expected) => {
  const members = { from, to, stays: Math.min(from, to), budgets: [{ name: 'keep' }] }
  expect(lostMajority(members)).toBe(expected)
  expect(lostMajority({ ...members, budgets: [] })).toBe(expected === null ? null : 'perhaps')
})

it('a set whose first ordinal moves loses its majority with its number as it is', () => {
  const members = { from: 3, to: 3, budgets: [{ name: 'keep' }] }
  expect(lostMajority({ ...members, stays: 1 })).toBe('quorum')
  expect(lostMajority({ ...members, stays: 2 })).toBe(null)
})
