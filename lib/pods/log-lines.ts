import { maxLineBytes } from './log-wire.ts'

/** A line without its end; what else belongs to a line that is too long; or how many bytes of it were left out. */
export type LogPiece =
  | { readonly line: Uint8Array }
  | { readonly more: Uint8Array }
  | { readonly left: number }

const newline = 0x0a

/** Cuts bytes that come in any portions into lines. Of a line without end no more is kept than of a long one. */
export class LineSplitter {
  /** Long lines are given in pieces instead of being cut. */
  readonly #isWhole: boolean
  #rest: Uint8Array[] = []
  #size = 0
  /** Bytes of the present line that are left out; null as long as it is not too long. */
  #left: number | null = null

  constructor(isWhole = false) {
    this.#isWhole = isWhole
  }

  push(chunk: Uint8Array): LogPiece[] {
    const pieces: LogPiece[] = []
    let from = 0
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, from)) {
      this.#grow(chunk.subarray(from, end), pieces)
      this.#finish(pieces)
      from = end + 1
    }
    if (from < chunk.length) this.#grow(chunk.subarray(from), pieces)
    return pieces
  }

  /** The log ended: what is there is its last line. */
  end(): LogPiece[] {
    const pieces: LogPiece[] = []
    if (this.#size > 0 || this.#left !== null) this.#finish(pieces)
    return pieces
  }

  #grow(part: Uint8Array, pieces: LogPiece[]): void {
    if (this.#left !== null) {
      this.#leave(part, pieces)
      return
    }
    this.#rest.push(part)
    this.#size += part.length
    if (this.#size <= maxLineBytes) return
    const line = this.#join()
    const end = wholeCharacters(line, maxLineBytes)
    pieces.push({ line: line.slice(0, end) })
    this.#left = 0
    this.#leave(line.subarray(end), pieces)
  }

  #leave(part: Uint8Array, pieces: LogPiece[]): void {
    if (!this.#isWhole) this.#left = (this.#left ?? 0) + part.length
    else if (part.length > 0) pieces.push({ more: part })
  }

  #finish(pieces: LogPiece[]): void {
    if (this.#left === null) pieces.push({ line: this.#join() })
    else if (this.#left > 0) pieces.push({ left: this.#left })
    this.#left = null
  }

  #join(): Uint8Array {
    const [only] = this.#rest
    const line = this.#rest.length === 1 && only !== undefined ? only : concat(this.#rest, this.#size)
    this.#rest = []
    this.#size = 0
    return line
  }
}

function concat(parts: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** No more than `most` bytes, and no character cut in two (UTF-8: what follows a first byte is 10xxxxxx). */
function wholeCharacters(line: Uint8Array, most: number): number {
  let end = most
  for (let steps = 0; steps < 3 && end > 0 && ((line[end] ?? 0) & 0xc0) === 0x80; steps++) end--
  return end
}
