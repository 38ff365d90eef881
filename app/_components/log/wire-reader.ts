import { type LogMark, readMark, timeOf, timestampOf } from '@/lib/pods/log-wire'

export type WireItem =
  | {
      readonly kind: 'line'
      readonly at: string
      readonly time: number
      readonly text: Uint8Array
      readonly n: number
    }
  /** More of the line before, which is too long for one. */
  | { readonly kind: 'more'; readonly text: Uint8Array }
  | { readonly kind: 'mark'; readonly mark: LogMark }

const newline = 0x0a
const bang = 0x21
const at = 0x40
const plus = 0x2b

/** Reads the stream of a log (lib/pods/log-wire.ts) from bytes that come in any portions. */
export class WireReader {
  #rest: Uint8Array | null = null
  #n = 0
  readonly #decoder = new TextDecoder()
  #second = ''
  #secondTime = 0;

  *push(chunk: Uint8Array): Generator<WireItem> {
    const bytes = this.#rest === null ? chunk : joined(this.#rest, chunk)
    let from = 0
    for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, from)) {
      const item = this.#read(bytes.subarray(from, end))
      from = end + 1
      if (item !== null) yield item
    }
    this.#rest = from < bytes.length ? bytes.slice(from) : null
  }

  #read(line: Uint8Array): WireItem | null {
    if (line[0] === bang) return { kind: 'mark', mark: readMark(this.#decoder.decode(line)) }
    if (line[0] === at) {
      this.#n = Number(this.#decoder.decode(line.subarray(1)))
      return null
    }
    if (line[0] === plus) return { kind: 'more', text: line.subarray(1) }
    const stamp = timestampOf(line)
    const text = line.subarray(stamp.length + 1)
    return { kind: 'line', at: stamp, time: this.#timeOf(stamp), text, n: this.#n }
  }

  /** Most lines are of the second of the line before. */
  #timeOf(stamp: string): number {
    const second = stamp.slice(0, 19)
    if (second !== this.#second || !stamp.endsWith('Z')) {
      this.#second = stamp.endsWith('Z') ? second : ''
      this.#secondTime = timeOf(`${second}Z`)
      if (!stamp.endsWith('Z')) return timeOf(stamp)
    }
    return this.#secondTime + Number(`0${stamp.slice(19, -1) || '.0'}`) * 1000
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const whole = new Uint8Array(first.length + second.length)
  whole.set(first)
  whole.set(second, first.length)
  return whole
}
