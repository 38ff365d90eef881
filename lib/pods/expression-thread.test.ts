import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { ExpressionThread } from './expression-thread.ts'

const endless = /(x+x+)+y/giu
const hostile = ['x'.repeat(5000)]
/** Takes its time for each line, and comes to its end. */
const heavy = ['x'.repeat(26)]

/** The longest, ms, that this thread could do nothing else while `work` went on. */
async function holdUp(work: Promise<unknown>): Promise<number> {
  let longest = 0
  let isOver = false
  const over = work.finally(() => {
    isOver = true
  })
  for (let at = performance.now(); !isOver; at = performance.now()) {
    await sleep(5)
    longest = Math.max(longest, performance.now() - at - 5)
  }
  await over
  return longest
}

describe('an expression in a thread of its own', { timeout: 30_000 }, () => {
  it('finds the first place in each text', async () => {
    const gone = new AbortController()
    const thread = new ExpressionThread(/n\w+e/giu, gone.signal)
    expect(await thread.find(['a needle', 'nothing', 'NODE node'])).toEqual([[2, 8], null, [0, 4]])
    expect(await thread.find(['node'])).toEqual([[0, 4]])
    gone.abort()
  })

  it('that would never come to its end is ended, and holds nothing up', async () => {
    const thread = new ExpressionThread(endless, AbortSignal.timeout(20_000), { batchMs: 500, allMs: 5000 })
    const found = thread.find(hostile)
    expect(await holdUp(found)).toBeLessThan(100)
    expect(await found).toBeNull()
    expect(await thread.find(['xxy'])).toBeNull()
  })

  it('that takes its time for each batch has so much in all', async () => {
    const thread = new ExpressionThread(endless, AbortSignal.timeout(20_000), { batchMs: 5000, allMs: 400 })
    let batches = 0
    while ((await thread.find(heavy)) !== null && batches < 10_000) batches++
    expect(batches).toBeLessThan(10_000)
  })

  it('is over with its signal, in the middle of its work', async () => {
    const gone = new AbortController()
    const thread = new ExpressionThread(endless, gone.signal, { batchMs: 20_000, allMs: 20_000 })
    const found = thread.find(hostile)
    setTimeout(() => gone.abort(), 100)
    expect(await found).toBeNull()
  })
})
