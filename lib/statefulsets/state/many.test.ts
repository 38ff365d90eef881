import { describe, expect, it } from 'vitest'
import { toView } from '../list/row.ts'
import { missingOrdinals } from './facts.ts'
import { pod, pods, read, set, tell } from './state.testing.ts'

const millions = set({ replicas: 5_000_000, status: { replicas: 2, readyReplicas: 2, availableReplicas: 2 } })

describe('a set that wants millions', () => {
  const status = read({ set: millions, pods: [...pods('web-1', 'web-0'), pod('web-4999999')] })

  it('is worked out in a moment', () => {
    const before = performance.now()
    for (let count = 0; count < 10; count++) read({ set: millions, pods: pods('web-1', 'web-0') })
    expect((performance.now() - before) / 10).toBeLessThan(50)
  })

  it('has its state, and waits for the lowest that is missing', () => {
    expect(tell({ set: millions, pods: pods('web-0', 'web-1') })).toBe('stuck missing web-2')
    expect(status.progress.desired).toBe(5_000_000)
  })

  it('knows all of its pods, and how many wait', () => {
    expect(status.ordinals.filter(({ state }) => state === 'ready').map(({ ordinal }) => ordinal)).toEqual([
      0, 1, 4_999_999,
    ])
    expect(status.blocker).toMatchObject({ podName: 'web-2', waitingCount: 5_000_000 - 4 })
  })

  it('is a row of a few kilobytes that counts them all', () => {
    const view = toView(millions, status)
    expect(JSON.stringify(view).length).toBeLessThan(2000)
    expect(view).toMatchObject({ cells: 5_000_000, blocker: { waiting: [3, 4, 5, 6, 7, 8, 9, 10] } })
    expect(view.strip.startsWith('RRmmm')).toBe(true)
  })
})

it('of missing ordinals the lowest are named', () => {
  expect(missingOrdinals({ start: 5, count: 4 }, new Set([6]))).toEqual([5, 7, 8])
  const many = missingOrdinals({ start: 5, count: 1e9 }, new Set([6]))
  expect(many.slice(0, 2)).toEqual([5, 7])
  expect(many.length).toBeLessThanOrEqual(1000)
})
