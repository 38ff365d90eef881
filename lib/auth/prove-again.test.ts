import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { AppError } from '../errors.ts'
import { proveAgain } from './prove-again.ts'

/** When, in ms, and why a right was taken for lost; null when it was not within a minute. */
async function lossOf(prove: (at: number) => Promise<unknown>): Promise<[number, string] | null> {
  const start = Date.now()
  let loss: [number, string] | null = null
  const stop = proveAgain(
    () => prove(Date.now() - start),
    ({ code }) => {
      loss = [Date.now() - start, code]
    },
  )
  await vi.advanceTimersByTimeAsync(60_000)
  stop()
  return loss
}

const refuse = (code: 'not_found' | 'forbidden' | 'unauthenticated') => Promise.reject(new AppError(code))
const fail = () => Promise.reject(new Error('the database went away'))

describe('a right that is proven again', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('goes on while it is there, and is not asked for after the end', async () => {
    const prove = vi.fn(() => Promise.resolve())
    expect(await lossOf(prove)).toBeNull()
    expect(prove).toHaveBeenCalledTimes(30)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(prove).toHaveBeenCalledTimes(30)
  })

  it.each(['not_found', 'forbidden', 'unauthenticated'] as const)(
    'is lost with the first %s',
    async (code) => {
      expect(await lossOf((at) => (at > 4000 ? refuse(code) : Promise.resolve()))).toEqual([6000, code])
    },
  )

  it('is not lost by one proof that fails', async () => {
    let proofs = 0
    expect(await lossOf(() => (++proofs % 2 === 1 ? fail() : Promise.resolve()))).toBeNull()
  })

  it('is lost where nobody can prove it for long, before five seconds are over', async () => {
    expect(await lossOf(fail)).toEqual([4800, 'unexpected'])
    expect(await lossOf(() => Promise.reject(new AppError('database_unavailable')))).toEqual([
      4800,
      'database_unavailable',
    ])
  })

  it('is lost where no proof comes to an end', async () => {
    expect(await lossOf(() => new Promise(() => undefined))).toEqual([4800, 'database_unavailable'])
  })

  it('is not lost because this process stood still for long', async () => {
    vi.useRealTimers()
    let proofs = 0
    const prove = async () => {
      if (++proofs === 2) for (const end = performance.now() + 600; performance.now() < end; );
      await sleep(5)
    }
    const lost = vi.fn()
    const stop = proveAgain(prove, lost, { every: 20, grace: 300, again: 60 })
    await vi.waitFor(() => expect(proofs).toBeGreaterThan(3), 5000)
    stop()
    expect(lost).not.toHaveBeenCalled()
  })

  it('that failed and then is seen to be gone is gone at once', async () => {
    expect(await lossOf((at) => (at < 3500 ? fail() : refuse('forbidden')))).toEqual([3600, 'forbidden'])
  })
})
