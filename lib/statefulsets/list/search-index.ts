/**
 * Finds texts that contain a word without reading them all: by their pairs of characters. Pairs and not triples, so that
 * two Chinese characters are a word. One character alone is not narrowed down.
 */
export class SearchIndex<T> {
  readonly #byPair = new Map<string, Set<T>>()

  add(item: T, text: string): void {
    for (const pair of pairsOf(text)) {
      const items = this.#byPair.get(pair)
      if (items === undefined) this.#byPair.set(pair, new Set([item]))
      else items.add(item)
    }
  }

  remove(item: T, text: string): void {
    for (const pair of pairsOf(text)) {
      const items = this.#byPair.get(pair)
      items?.delete(item)
      if (items?.size === 0) this.#byPair.delete(pair)
    }
  }

  /** Everything that may contain all words, and little else; null when the words narrow nothing down. */
  candidates(words: readonly string[]): ReadonlySet<T> | null {
    let fewest: ReadonlySet<T> | null = null
    for (const pair of words.flatMap((word) => [...pairsOf(word)])) {
      const items = this.#byPair.get(pair)
      if (items === undefined) return new Set()
      if (fewest === null || items.size < fewest.size) fewest = items
    }
    return fewest
  }
}

function pairsOf(text: string): Set<string> {
  const pairs = new Set<string>()
  for (let index = 0; index + 1 < text.length; index++) pairs.add(text.slice(index, index + 2))
  return pairs
}
