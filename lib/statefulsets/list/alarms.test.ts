import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Alarms } from './alarms.ts'

const day = 86_400_000

describe('an alarm', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('rings when its time has come, and not for what was set before', () => {
    const ring = vi.fn()
    const alarms = new Alarms(ring)
    alarms.set('a', 100, 0)
    alarms.set('a', 1000, 0)
    alarms.set('b', 50, 0)
    alarms.set('b', null, 0)
    vi.advanceTimersByTime(1000)
    expect(ring).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(ring).toHaveBeenCalledExactlyOnceWith('a')
  })
})

// With real timers: the ones of tests know no limit.
it('a very distant alarm does not ring at once', async () => {
  const ring = vi.fn()
  new Alarms(ring).set('a', 30 * day, 0)
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(ring).not.toHaveBeenCalled()
})
