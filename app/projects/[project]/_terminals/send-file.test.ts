import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { sendFile } from './send-file'

/** A browser's own, of which nothing leaves: what it was given stays in it, also when it is closed (WHATWG WebSockets). */
class StuckSocket extends EventTarget {
  static readonly OPEN = 1
  static last: StuckSocket
  readyState = 1
  looks = 0
  #amount = 0
  constructor() {
    super()
    StuckSocket.last = this
  }
  get bufferedAmount(): number {
    this.looks++
    return this.#amount
  }
  send(data: string | Uint8Array): void {
    this.#amount += data.length
  }
  close(): void {
    this.readyState = 3
  }
  hear(message: object): void {
    this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(message) }))
  }
}

const tell = vi.fn()
const begin = (signal = new AbortController().signal) => {
  const sent = sendFile('ticket', new File([new Uint8Array(4 * 1024 * 1024)], 'file'), tell, signal)
  StuckSocket.last.hear({ type: 'ready' })
  return sent
}

beforeEach(() => {
  tell.mockClear()
  vi.stubGlobal('WebSocket', StuckSocket)
  vi.stubGlobal('location', new URL('http://localhost/'))
})
afterEach(() => void vi.unstubAllGlobals())

describe('a file on its way', () => {
  it.each<[string, (socket: StuckSocket, gone: AbortController) => void, object]>([
    ['the connection is lost', (socket) => socket.dispatchEvent(new Event('close')), { kind: 'lost' }],
    ['it is given up', (_socket, gone) => gone.abort(), { kind: 'lost' }],
    [
      'the right is lost',
      (socket) => socket.hear({ type: 'refused', refusal: { reason: 'forbidden' } }),
      { kind: 'failed', code: 'forbidden' },
    ],
    [
      'the container takes nothing',
      (socket) => socket.hear({ type: 'not_stored', refusal: { reason: 'stalled' } }),
      { kind: 'refused', refusal: { reason: 'stalled' } },
    ],
  ])('is looked after no more, and moves no more, when %s', async (_name, end, outcome) => {
    const gone = new AbortController()
    const sent = begin(gone.signal)
    const socket = StuckSocket.last
    await vi.waitFor(() => expect(socket.looks).toBeGreaterThan(20))
    end(socket, gone)
    expect(await sent).toEqual(outcome)
    await new Promise((resolve) => setTimeout(resolve, 50))
    const { looks } = socket
    const told = tell.mock.calls.length
    await new Promise((resolve) => setTimeout(resolve, 150))
    expect(socket.looks).toBe(looks)
    expect(tell.mock.calls.length).toBe(told)
  })
})
