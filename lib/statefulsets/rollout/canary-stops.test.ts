import { expect, it } from 'vitest'
import { canaryStops } from './canary-stops.ts'

it.each([
  [3, 0, 1, [2, 1, 0]],
  [5, 0, 2, [3, 1, 0]],
  [4, 0, 2, [2, 0]],
  [4, 1, 10, [1]],
  [2, 2, 1, []],
  [1, 3, 1, []],
  [0, 0, 1, []],
])('from partition %i to %i, %i at a time, it stops at %j', (from, to, step, stops) => {
  expect(canaryStops(from, to, step)).toEqual(stops)
})
