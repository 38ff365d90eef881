import { expect, it } from 'vitest'
import { canaryStops } from './canary-stops.ts'

it.each([
  [3, 0, 1, 3, [2, 1, 0]],
  [5, 0, 2, 5, [3, 1, 0]],
  [4, 0, 2, 5, [2, 0]],
  [4, 1, 10, 4, [1]],
  [2, 2, 1, 4, []],
  [1, 3, 1, 4, []],
  [0, 0, 1, 0, []],
  [10, 0, 1, 3, [2, 1, 0]],
  [10, 3, 1, 3, []],
])(
  'from partition %i to %i, %i at a time, of %i replicas, it stops at %j',
  (from, to, step, replicas, stops) => {
    expect(canaryStops({ from, to, step, replicas })).toEqual(stops)
  },
)
