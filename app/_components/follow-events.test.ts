import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type ConnectionState, opening, reduceConnection } from './connection-state.ts'
import { followEvents } from './follow-events.ts'

/** A target of the browser that knows how many listen to it. */
class Target extends EventTarget {
  readonly listening = new Map<string, number>()
  visibilityState = 'visible'

  override addEventListener(type: string, listener: () => void, options: AddEventListenerOptions = {}): void {
    this.#count(type, 1)
    super.addEventListener(type, listener, options)
  }

  /** Also what a signal takes away comes by here. */
  override removeEventListener(type: string, listener: () => void): void {
    this.#count(type, -1)
    super.removeEventListener(type, listener)
  }

  look(state: 'visible' | 'hidden'): void {
    this.visibilityState = state
    this.dispatchEvent(new Event('visibilitychange'))
  }

  #count(type: string, by: number): void {
    this.listening.set(type, (this.listening.get(type) ?? 0) + by)
  }
}

describe('who follows events', () => {
  let page: Target
  let network: Target
  /** What the server answers next, again and again. */
  let answer: () => Response
  let connections: { write: (text: string) => void; end: () => void; signal: AbortSignal }[]
  let heard: unknown[]
  let state: ConnectionState
  let leave: () => void

  /** A stream that stays open, as long as the browser wants it. */
  const stream = (signal: AbortSignal) => {
    let end = () => {}
    const body = new ReadableStream<string>({
      start(controller) {
        end = () => controller.close()
        signal.addEventListener('abort', () => controller.error(signal.reason))
        connections.push({ write: (text) => controller.enqueue(text), end, signal })
      },
    })
    return new Response(body.pipeThrough(new TextEncoderStream()))
  }
  const follow = (status = 200) => {
    if (status !== 200) answer = () => new Response('', { status })
    leave = followEvents<unknown>({
      url: () => new URL('http://ordinal/live'),
      event: 'news',
      heard: (data) => heard.push(data),
      connection: (action) => {
        state = reduceConnection(state, action)
      },
    })
    return pass(0)
  }
  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

  let asked: number
  beforeEach(() => {
    vi.useFakeTimers()
    page = new Target()
    network = new Target()
    connections = []
    heard = []
    state = opening
    asked = 0
    let last = new AbortController().signal
    answer = () => stream(last)
    vi.stubGlobal('document', page)
    vi.stubGlobal('window', network)
    vi.stubGlobal('fetch', async (_: URL, { signal }: { signal: AbortSignal }) => {
      asked++
      last = signal
      signal.throwIfAborted()
      return answer()
    })
  })
  afterEach(async () => {
    leave()
    await pass(0)
    vi.unstubAllGlobals()
    vi.useRealTimers()
  })

  it('hears the events of its name, however they are cut', async () => {
    await follow()
    expect(state.connection).toBe('live')
    for (const part of [
      'event: ne',
      'ws\ndata: {"a":1}\n\nevent: beat\nda',
      'ta:\n\nevent: news\ndata: 2\n\n',
    ])
      connections[0]?.write(part)
    await pass(0)
    expect(heard).toEqual([{ a: 1 }, 2])
  })

  it('takes a silence of eleven seconds for a lost connection, and beats for none', async () => {
    await follow()
    for (let beat = 0; beat < 4; beat++) {
      connections[0]?.write('event: beat\ndata:\n\n')
      await pass(10_000)
    }
    expect(state.connection).toBe('live')
    expect(connections).toHaveLength(1)
    await pass(1500)
    expect(state.connection).toBe('lost')
    await pass(1000)
    expect(state).toEqual({ connection: 'live', lostAt: null })
    expect(connections).toHaveLength(2)
  })

  it('asks again once a second, and at once when the network is back', async () => {
    await follow(502)
    await pass(5000)
    expect(asked).toBeLessThanOrEqual(7)
    const before = asked
    network.dispatchEvent(new Event('online'))
    await pass(1)
    expect(asked).toBe(before + 1)
  })

  it('listens to nothing more for each time it asks again', async () => {
    await follow(502)
    await pass(100_500)
    expect(asked).toBeGreaterThan(90)
    expect(network.listening.get('online')).toBeLessThanOrEqual(1)
    expect(page.listening.get('visibilitychange')).toBeLessThanOrEqual(1)
    leave()
    await pass(0)
    expect(network.listening.get('online')).toBe(0)
  })

  it('rests while nobody sees the tab, and goes on when somebody does', async () => {
    await follow()
    page.look('hidden')
    await pass(60_000)
    expect(connections[0]?.signal.aborted).toBe(true)
    expect(asked).toBe(1)
    page.look('visible')
    await pass(0)
    expect(asked).toBe(2)
    expect(state.connection).toBe('live')
  })

  it.each([401, 403, 404])('asks no more after %i', async (status) => {
    await follow(status)
    await pass(10_000)
    expect(asked).toBe(1)
    expect(state.connection).toBe('refused')
  })

  it('ends with its page', async () => {
    await follow()
    leave()
    await pass(10_000)
    expect(connections[0]?.signal.aborted).toBe(true)
    expect(asked).toBe(1)
  })
})
