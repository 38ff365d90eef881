import { describe, expect, it } from 'vitest'
import { withinTime } from './within-time.ts'

describe('what has its time', () => {
  it('gives its value, or throws its error', () => {
    expect(withinTime(() => 7, 1000)).toBe(7)
    expect(() =>
      withinTime(() => {
        throw new RangeError('of its own')
      }, 1000),
    ).toThrow('of its own')
  })

  it('is ended when it works longer, also within an expression', () => {
    const started = performance.now()
    expect(withinTime(() => /(x+x+)+y/.test('x'.repeat(5000)), 50)).toBeNull()
    expect(performance.now() - started).toBeLessThan(5000)
  })

  it('is run again where time went by without any work', () => {
    let runs = 0
    const idle = () => {
      // The thread waits, as on a machine that is busy with other things.
      if (runs++ === 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200)
      return runs
    }
    expect(withinTime(idle, 50)).toBe(2)
  })
})
