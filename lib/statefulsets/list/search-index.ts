/** Pairs of characters share this many rows, by their hash. */
const rowBits = 12
/** Texts whose bits stand in one number. */
const blockSize = 32

/**
 * Finds texts that contain a word without reading them all: by their pairs of characters. Pairs and not triples, so that
 * two Chinese characters are a word. One character alone is not narrowed down. A bit-sliced signature file (Faloutsos and
 * Christodoulakis 1984): what is kept of a text is 512 bytes, whatever stands in it.
 */
export class SearchIndex<T> {
  readonly #items: (T | undefined)[] = []
  readonly #numbers = new Map<T, number>()
  readonly #free: number[] = []
  /** By block, then by row: a bit for each text of the block that has a pair of that row. */
  readonly #blocks: Uint32Array[] = []

  /** In place of the text that this item had. */
  set(item: T, text: string): void {
    this.delete(item)
    const number = this.#free.pop() ?? this.#items.length
    this.#items[number] = item
    this.#numbers.set(item, number)
    const block = this.#block(number)
    for (const row of rowsOf(text)) block[row] = (block[row] ?? 0) | bitOf(number)
  }

  delete(item: T): void {
    const number = this.#numbers.get(item)
    if (number === undefined) return
    this.#numbers.delete(item)
    this.#items[number] = undefined
    this.#free.push(number)
    const block = this.#block(number)
    block.forEach((bits, row) => {
      block[row] = bits & ~bitOf(number)
    })
  }

  /** Everything that contains all words, and little else; null when the words narrow nothing down. */
  candidates(words: readonly string[]): T[] | null {
    const rows = new Set(words.flatMap((word) => [...rowsOf(word)]))
    if (rows.size === 0) return null
    const found: T[] = []
    for (const [index, block] of this.#blocks.entries()) {
      let bits = ~0
      for (const row of rows) bits &= block[row] ?? 0
      for (let number = index * blockSize; bits !== 0; number++, bits >>>= 1) {
        const item = this.#items[number]
        if ((bits & 1) === 1 && item !== undefined) found.push(item)
      }
    }
    return found
  }

  #block(number: number): Uint32Array {
    const index = Math.floor(number / blockSize)
    const block = this.#blocks[index] ?? new Uint32Array(2 ** rowBits)
    this.#blocks[index] = block
    return block
  }
}

const bitOf = (number: number) => 1 << (number % blockSize)

function* rowsOf(text: string): Iterable<number> {
  for (let index = 0; index + 1 < text.length; index++) {
    const pair = text.charCodeAt(index) * 2 ** 16 + text.charCodeAt(index + 1)
    // Fibonacci hashing: the high bits of the product are the well-mixed ones.
    yield Math.imul(pair, 0x9e3779b1) >>> (32 - rowBits)
  }
}
