import { describe, expect, it } from 'vitest'
import { budgetEffect, budgetValue } from './budget.ts'

describe('what a budget means', () => {
  it.each([
    ['minAvailable', 2, 3, 3, { needed: 2, allowed: 1, kind: 'some' }],
    ['minAvailable', 2, 3, 2, { needed: 2, allowed: 0, kind: 'some' }],
    ['minAvailable', 3, 3, 3, { needed: 3, allowed: 0, kind: 'blocked' }],
    ['minAvailable', '50%', 3, 3, { needed: 2, allowed: 1, kind: 'some' }],
    ['minAvailable', '100%', 3, 3, { needed: 3, allowed: 0, kind: 'blocked' }],
    ['minAvailable', 0, 3, 3, { needed: 0, allowed: 3, kind: 'idle' }],
    ['maxUnavailable', 1, 3, 3, { needed: 2, allowed: 1, kind: 'some' }],
    ['maxUnavailable', 1, 1, 1, { needed: 0, allowed: 1, kind: 'idle' }],
    ['maxUnavailable', 0, 3, 3, { needed: 3, allowed: 0, kind: 'blocked' }],
    ['maxUnavailable', '34%', 3, 3, { needed: 1, allowed: 2, kind: 'some' }],
    ['maxUnavailable', 9, 3, 1, { needed: 0, allowed: 1, kind: 'idle' }],
  ] as const)('%s %s of %i with %i healthy', (kind, value, replicas, healthy, expected) => {
    expect(budgetEffect({ kind, value }, replicas, healthy)).toEqual(expected)
  })

  it.each([
    ['2', 2],
    [' 50% ', '50%'],
    ['0', 0],
    ['100%', '100%'],
    ['101%', null],
    ['-1', null],
    ['1.5', null],
    ['', null],
    ['half', null],
  ])('is typed as %j', (text, expected) => {
    expect(budgetValue(text)).toBe(expected)
  })
})
