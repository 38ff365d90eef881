/** One line in memory. `mark` is a row of our own: that a container was started again, and the like. */
export interface StoredLine {
  readonly time: number
  /** Numbers a source of the view, in the order in which they came. */
  readonly source: number
  readonly text: string
  readonly isMark: boolean
}

/** A line that comes after all later ones did. */
export interface OlderLine {
  readonly source: number
  readonly time: number
  readonly text: Uint8Array
}

/** Lines of one block, as a search gets them: each ends with a line feed. */
export interface LineBlock {
  /** Number of its first line. */
  readonly first: number
  readonly bytes: Uint8Array
  readonly sources: Uint16Array
  readonly marks: Uint8Array
}

const blockLines = 8192
const blockBytes = 512 * 1024

class Block {
  readonly first: number
  count = 0
  size = 0
  bytes = new Uint8Array(blockBytes)
  readonly ends = new Uint32Array(blockLines)
  readonly times = new Float64Array(blockLines)
  readonly sources = new Uint16Array(blockLines)
  readonly cells = new Uint16Array(blockLines)
  readonly marks = new Uint8Array(blockLines)

  constructor(first: number) {
    this.first = first
  }

  hasRoom(size: number): boolean {
    return this.count < blockLines && (this.size + size < blockBytes || this.count === 0)
  }
}

export interface StoreLimits {
  readonly lines: number
  readonly bytes: number
}

/** About 200 MB with a million lines of usual length. */
export const usualLimits: StoreLimits = { lines: 1_000_000, bytes: 160 * 1024 * 1024 }

/**
 * The lines that a view holds: bytes in blocks outside of the heap, the oldest ones leave when there are too many. Lines
 * have numbers that never change; those of older ones that are loaded later are below zero.
 */
export class LogStore {
  readonly #limits: StoreLimits
  #blocks: Block[] = []
  readonly #decoder = new TextDecoder()
  #bytes = 0
  #first = 0
  #end = 0

  constructor(limits: StoreLimits = usualLimits) {
    this.#limits = limits
  }

  /** Number of the oldest line. */
  get first(): number {
    return this.#first
  }

  /** Number that the next line gets. */
  get end(): number {
    return this.#end
  }

  get bytes(): number {
    return this.#bytes
  }

  /** Whether the next block of lines would push old ones out. */
  get isFull(): boolean {
    const isLong = this.#end - this.#first >= this.#limits.lines - blockLines
    return isLong || this.#bytes >= this.#limits.bytes - 2 * blockBytes
  }

  append(source: number, time: number, text: Uint8Array, isMark = false): void {
    const last = this.#blocks.at(-1)
    const block = last?.hasRoom(text.length + 1) ? last : this.#grow()
    put(block, source, time, text, isMark)
    this.#bytes += text.length + 1
    this.#end++
  }

  /** Older lines than all that are there, in their order. */
  prepend(lines: readonly OlderLine[]): void {
    const blocks: Block[] = []
    let number = this.#first - lines.length
    this.#first = number
    for (const { source, time, text } of lines) {
      const last = blocks.at(-1)
      const block = last?.hasRoom(text.length + 1) ? last : new Block(number)
      if (block !== last) blocks.push(block)
      put(block, source, time, text, false)
      this.#bytes += text.length + 1
      number++
    }
    this.#blocks = [...blocks, ...this.#blocks]
  }

  get(number: number): StoredLine | null {
    const block = this.#find(number)
    if (block === null) return null
    const at = number - block.first
    const from = at === 0 ? 0 : (block.ends[at - 1] ?? 0)
    const text = this.#decoder.decode(block.bytes.subarray(from, (block.ends[at] ?? 0) - 1))
    const { [at]: time = 0 } = block.times
    return { time, source: block.sources[at] ?? 0, text, isMark: block.marks[at] === 1 }
  }

  /** The number of the first line of this time; null where none is held. */
  findTime(time: number): number | null {
    for (const { first, count, times, marks } of this.#blocks) {
      for (let at = 0; at < count; at++) if (times[at] === time && marks[at] === 0) return first + at
    }
    return null
  }

  /** How many characters wide a line is on a grid of them. */
  cellsOf(number: number): number {
    const block = this.#find(number)
    return block?.cells[number - block.first] ?? 0
  }

  /** The lines from a number on, block by block. Whoever keeps the bytes copies them. */
  *blocks(from: number): Generator<LineBlock> {
    for (const { first, count, size, bytes, ends, sources, marks } of this.#blocks) {
      const at = Math.max(0, from - first)
      if (at >= count) continue
      yield {
        first: first + at,
        bytes: bytes.subarray(at === 0 ? 0 : ends[at - 1], size),
        sources: sources.subarray(at, count),
        marks: marks.subarray(at, count),
      }
    }
  }

  clear(): void {
    this.#blocks = []
    this.#bytes = 0
    this.#first = this.#end
  }

  #grow(): Block {
    const former = this.#blocks.at(-1)
    if (former !== undefined) former.bytes = former.bytes.slice(0, former.size)
    const block = new Block(this.#end)
    this.#blocks.push(block)
    while (this.#blocks.length > 1 && this.#isOver()) {
      const oldest = this.#blocks.shift()
      this.#bytes -= oldest?.size ?? 0
      this.#first = this.#blocks[0]?.first ?? this.#end
    }
    return block
  }

  #isOver(): boolean {
    return (
      this.#end - this.#first > this.#limits.lines - blockLines ||
      this.#bytes > this.#limits.bytes - blockBytes
    )
  }

  #find(number: number): Block | null {
    if (number < this.#first || number >= this.#end) return null
    let low = 0
    let high = this.#blocks.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.#blocks[middle]?.first ?? 0) <= number) low = middle
      else high = middle - 1
    }
    return this.#blocks[low] ?? null
  }
}

function put(block: Block, source: number, time: number, text: Uint8Array, isMark: boolean): void {
  const size = block.size + text.length + 1
  if (size > block.bytes.length) {
    const larger = new Uint8Array(size)
    larger.set(block.bytes.subarray(0, block.size))
    block.bytes = larger
  }
  block.bytes.set(text, block.size)
  block.bytes[size - 1] = 0x0a
  block.size = size
  block.ends[block.count] = size
  block.times[block.count] = time
  block.sources[block.count] = source
  block.cells[block.count] = cellsOf(text)
  block.marks[block.count] = isMark ? 1 : 0
  block.count++
}

/** Width on a grid: escape sequences have none, characters of three and four bytes (Chinese, emoji) two, a tab eight at most. */
function cellsOf(text: Uint8Array): number {
  let cells = 0
  for (let at = 0; at < text.length; at++) {
    const byte = text[at] ?? 0
    if (byte === 0x1b && text[at + 1] === 0x5b) {
      at += 2
      while (at < text.length && !((text[at] ?? 0) >= 0x40 && (text[at] ?? 0) <= 0x7e)) at++
    } else if (byte === 0x09) cells += 8 - (cells % 8)
    else if (byte < 0x80 || (byte >= 0xc0 && byte < 0xe0)) cells++
    else if (byte >= 0xe0) cells += 2
  }
  return Math.min(cells, 65_535)
}
