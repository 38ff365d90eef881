export interface LogLine {
  /** Counts from the first line of this connection. */
  readonly number: number
  readonly text: string
}

/** A line longer than this is cut and says so by its ellipsis, in characters. */
const maxLineLength = 10_000
const keep = 5000

/** Turns bytes, cut anywhere, into lines without escape sequences. Invalid UTF-8 shows as U+FFFD. */
export class LineReader {
  #decoder = new TextDecoder()
  #rest = ''
  #lines: LogLine[] = []
  #count = 0

  push(chunk: Uint8Array): void {
    const parts = (this.#rest + this.#decoder.decode(chunk, { stream: true })).split('\n')
    this.#rest = (parts.pop() ?? '').slice(0, maxLineLength + 1)
    for (const part of parts) this.#lines.push({ number: this.#count++, text: plain(part) })
    if (this.#lines.length > keep * 2) this.#lines = this.#lines.slice(-keep)
  }

  /** The last lines, with the one that has no end yet. */
  last(count: number): LogLine[] {
    const open = this.#rest === '' ? [] : [{ number: this.#count, text: plain(this.#rest) }]
    return [...this.#lines, ...open].slice(-count)
  }
}

/** CSI and OSC sequences, other escapes, and control characters but the tab (ECMA-48). */
const escapes =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this removes.
  /\u001b\[[0-?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|\u001b[@-_]|[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g

function plain(text: string): string {
  const cut = text.length > maxLineLength ? `${text.slice(0, maxLineLength)}…` : text
  return cut.replace(escapes, '')
}
