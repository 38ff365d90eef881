import 'server-only'
import type { RawData, WebSocket } from 'ws'
import { keepAlive } from '../heartbeat.ts'
import type { Status } from './types.ts'

/** Takes what the program writes; with a terminal, all of it comes on stdout. */
export type Output = (bytes: Buffer, channel: 'stdout' | 'stderr') => void

export type ExecEnd =
  | { readonly kind: 'exited'; readonly code: number }
  /** It was not started, or its node failed; in the words of the runtime. */
  | { readonly kind: 'failed'; readonly message: string }
  /** The connection ended without a word. */
  | { readonly kind: 'lost' }

/** The first byte of each frame (kubernetes/apimachinery pkg/util/remotecommand/constants.go). */
const channels = { stdin: 0, stdout: 1, stderr: 2, status: 3, resize: 4, close: 255 } as const
/** What is on its way to the program before the writer is asked to wait, in bytes. */
const maxUnsentBytes = 512 * 1024
const maxStdinFrame = 32 * 1024

/** A program in a container: its channels over one socket, with backpressure both ways. */
export class Exec {
  readonly ended: Promise<ExecEnd>
  /** Called when `write` may be used again after it gave false. */
  onDrain: () => void = () => undefined
  readonly #socket: WebSocket
  #status: ExecEnd | null = null
  #isFull = false

  constructor(socket: WebSocket, output: Output) {
    this.#socket = socket
    const { promise, resolve } = Promise.withResolvers<ExecEnd>()
    this.ended = promise
    keepAlive(socket)
    socket.on('message', (data) => this.#take(toBuffer(data), output))
    socket.on('error', () => socket.terminate())
    socket.once('close', () => resolve(this.#status ?? { kind: 'lost' }))
  }

  /** False when the writer should wait for `onDrain`: the program does not read, or the way is slow. */
  write(bytes: Uint8Array): boolean {
    for (let at = 0; at < bytes.length; at += maxStdinFrame) {
      this.#send(channels.stdin, bytes.subarray(at, at + maxStdinFrame))
    }
    // Only `onDrain` says that there is room again: a write in between does not.
    if (this.#socket.bufferedAmount > maxUnsentBytes) this.#isFull = true
    return !this.#isFull
  }

  /** Tells the program that no more comes; false where the cluster speaks only v4, which has no word for it. */
  closeStdin(): boolean {
    if (this.#socket.protocol !== 'v5.channel.k8s.io') return false
    this.#send(channels.close, Uint8Array.of(channels.stdin))
    return true
  }

  resize(columns: number, rows: number): void {
    this.#send(channels.resize, Buffer.from(JSON.stringify({ Width: columns, Height: rows })))
  }

  /** Nothing more is read until `resume`: the program waits when its pipe is full. */
  pause(): void {
    this.#socket.pause()
  }

  resume(): void {
    this.#socket.resume()
  }

  /**
   * Takes leave of whoever sits at the terminal: interrupts what runs and ends the shell's input, since runtimes leave a
   * program running whose connection just ends.
   */
  hangUp(): void {
    this.#send(channels.stdin, Uint8Array.of(0x03, 0x04, 0x04))
    this.#socket.close()
    setTimeout(() => this.#socket.terminate(), 2000).unref()
  }

  /** Ends the connection, and with it the program where the runtime notices. */
  close(): void {
    this.#socket.terminate()
  }

  #take(frame: Buffer, output: Output): void {
    const channel = frame[0]
    const bytes = frame.subarray(1)
    if (channel === channels.status) this.#status = readStatus(bytes)
    // An empty frame opens each channel.
    if (bytes.length === 0) return
    if (channel === channels.stdout) output(bytes, 'stdout')
    if (channel === channels.stderr) output(bytes, 'stderr')
  }

  #send(channel: number, bytes: Uint8Array): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return
    const frame = Buffer.allocUnsafe(bytes.length + 1)
    frame[0] = channel
    frame.set(bytes, 1)
    this.#socket.send(frame, () => {
      if (!this.#isFull || this.#socket.bufferedAmount > maxUnsentBytes / 2) return
      this.#isFull = false
      this.onDrain()
    })
  }
}

function toBuffer(data: RawData): Buffer {
  if (Buffer.isBuffer(data)) return data
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data)
}

/** `Success`, or `Failure` with the exit code among its causes; any other failure is the runtime's. */
function readStatus(bytes: Buffer): ExecEnd {
  try {
    const status = JSON.parse(bytes.toString('utf8')) as Partial<Status>
    if (status.status === 'Success') return { kind: 'exited', code: 0 }
    const cause = status.details?.causes?.find(({ reason }) => reason === 'ExitCode')
    if (status.reason === 'NonZeroExitCode' && cause !== undefined)
      return { kind: 'exited', code: Number(cause.message) }
    return { kind: 'failed', message: String(status.message ?? '').slice(0, 2000) }
  } catch {
    return { kind: 'lost' }
  }
}
