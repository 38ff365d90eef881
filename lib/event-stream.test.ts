import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { eventStream, type ServerEvent } from './event-stream.ts'

/** A source whose text can be changed; gives what it has when the reader does not have it yet. */
class Source {
  text = 'a'
  reads = 0
  readonly listeners = new Set<() => void>()
  #sent = ''

  readonly next = async (): Promise<ServerEvent | null> => {
    this.reads++
    if (this.text === this.#sent) return null
    this.#sent = this.text
    return { event: 'news', data: this.text }
  }

  readonly onChange = (changed: () => void) => {
    this.listeners.add(changed)
    return () => this.listeners.delete(changed)
  }

  change(text: string): void {
    this.text = text
    for (const changed of this.listeners) changed()
  }
}

/** What came so far, read as fast as it comes. */
function read(response: Response) {
  const reader = response.body?.getReader() as ReadableStreamDefaultReader<Uint8Array>
  const heard: string[] = []
  const decoder = new TextDecoder()
  const end = (async () => {
    for (let part = await reader.read(); !part.done; part = await reader.read())
      heard.push(decoder.decode(part.value).replaceAll('\n', ' ').trim())
  })()
  return { heard, end, cancel: () => reader.cancel() }
}

const news = (text: string) => `event: news data: ${text}`
const beat = 'event: beat data:'

describe('a stream of events', () => {
  let gone: AbortController
  let source: Source
  beforeEach(() => {
    vi.useFakeTimers()
    gone = new AbortController()
    source = new Source()
  })
  afterEach(() => {
    gone.abort()
    vi.useRealTimers()
  })

  it('begins with what is there, and tells a change at once', async () => {
    const { heard } = read(eventStream(source, gone.signal))
    await vi.advanceTimersByTimeAsync(300)
    expect(heard).toEqual(['retry: 1000', news('a')])
    source.change('b')
    await vi.advanceTimersByTimeAsync(1)
    expect(heard.at(-1)).toBe(news('b'))
  })

  it('tells no more than four times a second, and the last of it all', async () => {
    const { heard } = read(eventStream(source, gone.signal))
    await vi.advanceTimersByTimeAsync(0)
    for (let count = 0; count < 100; count++) {
      source.change(String(count))
      await vi.advanceTimersByTimeAsync(10)
    }
    await vi.advanceTimersByTimeAsync(250)
    expect(heard.length).toBeLessThanOrEqual(7)
    expect(heard.at(-1)).toBe(news('99'))
  })

  it('takes what changed while the former was being read', async () => {
    const next = source.next
    const slow = {
      ...{ onChange: source.onChange },
      next: async () => {
        const event = await next()
        await new Promise((resolve) => setTimeout(resolve, 100))
        return event
      },
    }
    const { heard } = read(eventStream(slow, gone.signal))
    await vi.advanceTimersByTimeAsync(50)
    source.change('b')
    await vi.advanceTimersByTimeAsync(500)
    expect(heard).toEqual(['retry: 1000', news('a'), news('b')])
  })

  it('finds by itself, within a second, what nobody told of', async () => {
    const { heard } = read(eventStream(source, gone.signal))
    await vi.advanceTimersByTimeAsync(0)
    source.text = 'b'
    await vi.advanceTimersByTimeAsync(1300)
    expect(heard.at(-1)).toBe(news('b'))
  })

  it('beats every five seconds when nothing happens, also while a reading hangs', async () => {
    const { heard } = read(eventStream(source, gone.signal))
    await vi.advanceTimersByTimeAsync(12_500)
    expect(heard).toEqual(['retry: 1000', news('a'), beat, beat])
    const hanging = read(eventStream({ ...source, next: () => new Promise(() => {}) }, gone.signal))
    await vi.advanceTimersByTimeAsync(11_000)
    expect(hanging.heard).toEqual(['retry: 1000', beat, beat])
  })

  it('makes nothing for a reader who does not read, and then the newest only', async () => {
    const response = eventStream(source, gone.signal)
    const reader = response.body?.getReader()
    await reader?.read()
    await reader?.read()
    const before = source.reads
    for (let count = 0; count < 1000; count++) {
      source.change(String(count))
      await vi.advanceTimersByTimeAsync(100)
    }
    expect(source.reads - before).toBeLessThanOrEqual(1)
    reader?.releaseLock()
    const { heard } = read(response)
    await vi.advanceTimersByTimeAsync(500)
    expect(heard.at(-1)).toBe(news('999'))
    expect(heard.length).toBeLessThanOrEqual(2)
  })

  it.each(['the reader leaves', 'the right is lost'])('listens no more when %s', async (how) => {
    const { end, cancel } = read(eventStream(source, gone.signal))
    await vi.advanceTimersByTimeAsync(300)
    expect(source.listeners.size).toBe(1)
    if (how === 'the reader leaves') await cancel()
    else gone.abort()
    await vi.advanceTimersByTimeAsync(0)
    await end
    expect(source.listeners.size).toBe(0)
    const { reads } = source
    await vi.advanceTimersByTimeAsync(10_000)
    expect(source.reads).toBe(reads)
  })

  it('sends nothing that was read after the right was lost', async () => {
    const { heard, end } = read(
      eventStream(
        {
          ...source,
          next: async () => {
            gone.abort()
            return { event: 'news', data: 'secret' }
          },
        },
        gone.signal,
      ),
    )
    await vi.advanceTimersByTimeAsync(0)
    await end
    expect(heard).toEqual(['retry: 1000'])
  })

  it('fails where the reading fails', async () => {
    const failing = { ...source, next: () => Promise.reject(new Error('no')) }
    const { end } = read(eventStream(failing, gone.signal))
    const failed = expect(end).rejects.toThrow('no')
    await vi.advanceTimersByTimeAsync(0)
    await failed
  })
})
