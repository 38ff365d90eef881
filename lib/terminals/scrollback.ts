import 'server-only'

/** What is kept of a terminal's output for who comes back, in bytes. */
const defaultLimit = 512 * 1024
const blockBytes = 8 * 1024

/** The end of a stream of bytes, by offset from its beginning. */
export class Scrollback {
  /** Where the stream stands. */
  end = 0
  readonly #limit: number
  /** All full but the last. */
  readonly #blocks: Buffer[] = []
  #start = 0

  constructor(limit = defaultLimit) {
    this.#limit = limit
  }

  push(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) {
      const free = (this.end - this.#start) % blockBytes
      if (free === 0) this.#blocks.push(Buffer.allocUnsafeSlow(blockBytes))
      const part = bytes.subarray(at, at + blockBytes - free)
      this.#blocks.at(-1)?.set(part, free)
      at += part.length
      this.end += part.length
    }
    while (this.end - this.#start > this.#limit) {
      this.#blocks.shift()
      this.#start += blockBytes
    }
  }

  /**
   * All from an offset on. Where that is gone, or never was, it begins with the first whole line that is there: half a
   * line could be half an escape sequence.
   */
  from(offset: number): { readonly offset: number; readonly isCut: boolean; readonly bytes: Buffer } {
    const all = Buffer.concat(this.#blocks).subarray(0, this.end - this.#start)
    if (offset >= this.#start && offset <= this.end)
      return { offset, isCut: false, bytes: all.subarray(offset - this.#start) }
    if (this.#start === 0) return { offset: 0, isCut: false, bytes: all }
    const skipped = all.indexOf(0x0a) + 1
    return { offset: this.#start + skipped, isCut: true, bytes: all.subarray(skipped) }
  }
}
