const chunkSize = 1024

/** Where the entries of a long list stand, each some rows high; sums are kept for every thousand of them. */
export class RowHeights {
  readonly #rowsOf: (index: number) => number
  readonly #sums = new Map<number, number>()

  /** `rowsOf` gives the rows of one entry; it must not change without `forget`. */
  constructor(rowsOf: (index: number) => number) {
    this.#rowsOf = rowsOf
  }

  /** Rows of the entries from `first` on, up to `end`. */
  between(first: number, end: number): number {
    let rows = 0
    let index = first
    while (index < end) {
      const chunk = Math.floor(index / chunkSize)
      const next = (chunk + 1) * chunkSize
      const isWhole = index === chunk * chunkSize && next <= end
      if (isWhole) rows += this.#sum(chunk)
      else for (let one = index; one < Math.min(next, end); one++) rows += this.#rowsOf(one)
      index = next
    }
    return rows
  }

  /** The entry at a row, counted from the top of entry `first`, and how far into it that is. */
  at(row: number, first: number, end: number): { readonly index: number; readonly within: number } {
    let left = Math.max(0, row)
    let index = first
    while (index < end) {
      const chunk = Math.floor(index / chunkSize)
      const next = (chunk + 1) * chunkSize
      const isWhole = index === chunk * chunkSize && next <= end
      if (isWhole && this.#sum(chunk) <= left) {
        left -= this.#sum(chunk)
        index = next
        continue
      }
      for (; index < Math.min(next, end); index++) {
        const rows = this.#rowsOf(index)
        if (left < rows) return { index, within: left }
        left -= rows
      }
    }
    return { index: Math.max(first, end - 1), within: 0 }
  }

  /** Heights from this entry on are other ones now. */
  forget(from = Number.NEGATIVE_INFINITY): void {
    for (const chunk of this.#sums.keys()) if ((chunk + 1) * chunkSize > from) this.#sums.delete(chunk)
  }

  #sum(chunk: number): number {
    const known = this.#sums.get(chunk)
    if (known !== undefined) return known
    let sum = 0
    for (let index = chunk * chunkSize; index < (chunk + 1) * chunkSize; index++) sum += this.#rowsOf(index)
    this.#sums.set(chunk, sum)
    return sum
  }
}
