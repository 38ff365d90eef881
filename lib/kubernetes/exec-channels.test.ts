import { EventEmitter } from 'node:events'
import { expect, it } from 'vitest'
import type { WebSocket } from 'ws'
import { Exec } from './exec-channels.ts'

/** A socket whose other end takes what was sent when the test says so. */
class Socket extends EventEmitter {
  readonly OPEN = 1
  readonly readyState = 1
  readonly isPaused = false
  bufferedAmount = 0
  readonly #sent: [number, () => void][] = []

  send(frame: Buffer, done: () => void): void {
    this.bufferedAmount += frame.length
    this.#sent.push([frame.length, done])
  }

  /** The first frames leave together, as many bytes as these at least. */
  take(bytes: number): void {
    const calls: (() => void)[] = []
    for (let left = bytes; left > 0; ) {
      const [length, done] = this.#sent.shift() ?? [Number.POSITIVE_INFINITY, () => undefined]
      if (Number.isFinite(length)) this.bufferedAmount -= length
      left -= length
      calls.push(done)
    }
    for (const done of calls) done()
  }
}

function open() {
  const socket = new Socket()
  const exec = new Exec(socket as unknown as WebSocket, () => undefined)
  const drained: number[] = []
  exec.onDrain = () => drained.push(socket.bufferedAmount)
  return { socket, exec, drained }
}
const kib = 1024

it('asks the writer to wait at 512 KiB, and says once that half of it has gone', () => {
  const { socket, exec, drained } = open()
  expect(exec.write(Buffer.alloc(500 * kib))).toBe(true)
  expect(exec.write(Buffer.alloc(100 * kib))).toBe(false)
  socket.take(300 * kib)
  expect(drained).toEqual([])
  socket.take(300 * kib)
  expect(drained).toHaveLength(1)
})

it('still says so when something was written meanwhile', () => {
  const { socket, exec, drained } = open()
  exec.write(Buffer.alloc(600 * kib))
  socket.take(250 * kib)
  // What the writer had received already; it fits, but the writer still waits.
  expect(exec.write(Buffer.alloc(50 * kib))).toBe(false)
  socket.take(400 * kib)
  expect(drained).toHaveLength(1)
  expect(exec.write(Buffer.alloc(kib))).toBe(true)
})
