import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { patientFetch } from './patient-fetch.ts'

const page = { headers: { rsc: '1' } }

describe('a page that is read while Ordinal does not answer', () => {
  /** What is answered, one after the other; then 200. */
  let answers: (number | 'cut' | 'cut halfway')[]
  let asked: number
  let told: boolean[]
  let fetch: typeof globalThis.fetch

  beforeEach(() => {
    vi.useFakeTimers()
    answers = []
    asked = 0
    told = []
    const wire = async () => {
      asked++
      const answer = answers.shift() ?? 200
      if (answer === 'cut') throw new TypeError('fetch failed')
      if (answer !== 'cut halfway') return new Response('all of it', { status: answer })
      const body = new ReadableStream<string>({
        start: (controller) => controller.enqueue('half of'),
        pull: (controller) => controller.error(new TypeError('network error')),
      })
      return new Response(body.pipeThrough(new TextEncoderStream()))
    }
    fetch = patientFetch(wire, (isWaiting) => told.push(isWaiting))
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('is asked for until it comes, and said to wait from the first moment', async () => {
    answers = ['cut', 502, 503, 504]
    const response = fetch('/projects', page)
    await vi.advanceTimersByTimeAsync(3999)
    expect([asked, told]).toEqual([4, [true]])
    await vi.advanceTimersByTimeAsync(1)
    expect((await response).status).toBe(200)
    expect(told).toEqual([true, false])
  })

  it('is asked for again when its answer breaks off, and given whole', async () => {
    answers = ['cut halfway']
    const response = fetch('/projects', page)
    await vi.advanceTimersByTimeAsync(1000)
    expect(await (await response).text()).toBe('all of it')
    expect(asked).toBe(2)
  })

  it('is waited for until the last of several has come', async () => {
    answers = ['cut', 'cut', 200, 'cut']
    const both = Promise.all([fetch('/projects', page), fetch('/users', page)])
    await vi.advanceTimersByTimeAsync(1000)
    expect(told.at(-1)).toBe(true)
    await vi.advanceTimersByTimeAsync(1000)
    await both
    expect(told.at(-1)).toBe(false)
  })

  it.each([200, 404, 429, 500])('has its answer with %i', async (status) => {
    answers = [status]
    expect((await fetch('/projects', page)).status).toBe(status)
    expect([asked, told]).toEqual([1, []])
  })

  it.each<[string, RequestInit]>([
    ['an action, which may have been done', { method: 'POST', headers: { 'next-action': '1' } }],
    ['an action that says what it takes', { method: 'POST', headers: { rsc: '1' } }],
    ['a page that is fetched ahead', { headers: { rsc: '1', 'next-router-prefetch': '1' } }],
    ['a part that is fetched ahead', { headers: { rsc: '1', 'next-router-segment-prefetch': '/_tree' } }],
    ['what can be taken back', { ...page, signal: new AbortController().signal }],
    ['a stream of events', {}],
  ])('%s is asked for once', async (_, init) => {
    answers = ['cut']
    await expect(fetch('/projects', init)).rejects.toThrow('fetch failed')
    answers = [503]
    expect((await fetch('/projects', init)).status).toBe(503)
    expect([asked, told]).toEqual([2, []])
  })
})
