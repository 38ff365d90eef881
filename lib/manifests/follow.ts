import { deleteIn, setIn } from './edit.ts'
import type { Manifest } from './parse.ts'
import type { Path } from './path.ts'
import { valueAt } from './read.ts'

/** What followed a change. */
export interface Follower {
  readonly kind: string
  readonly path: Path
  /** '' for nothing. */
  readonly from: string
  readonly to: string
}

export interface Related {
  readonly text: string
  readonly followers: readonly Follower[]
}

/**
 * The value at a place before somebody began to type the word that is now changing others with each key: what equals
 * half of it by chance does not follow.
 */
export function former(manifests: readonly Manifest[], before: readonly Manifest[]) {
  return (manifest: Manifest, path: Path): unknown =>
    valueAt(before[manifests.indexOf(manifest)]?.object, path)
}

/** Values are compared as they were before. */
export class Changes {
  text: string
  readonly #followers: Follower[] = []

  constructor(text: string) {
    this.text = text
  }

  set({ document, at }: Manifest, path: Path, to: string): void {
    this.text = setIn(this.text, document, [...at, ...path], to)
  }

  follow(manifest: Manifest, path: Path, to: string): void {
    const from = valueAt(manifest.object, path)
    if (from === to) return
    this.set(manifest, path, to)
    this.#followers.push({ kind: manifest.kind, path, from: from === undefined ? '' : String(from), to })
  }

  drop(manifest: Manifest, path: Path): void {
    this.text = deleteIn(this.text, manifest.document, [...manifest.at, ...path])
    const from = String(valueAt(manifest.object, path))
    this.#followers.push({ kind: manifest.kind, path, from, to: '' })
  }

  /** An item of a list, and the list with its last one. */
  take({ document, at }: Manifest, item: Path): void {
    this.text = deleteIn(this.text, document, [...at, ...item], at.length + item.length - 2)
  }

  /** The same of one that goes with another. */
  dropItem(manifest: Manifest, item: Path, from: string): void {
    this.take(manifest, item)
    this.#followers.push({ kind: manifest.kind, path: item, from, to: '' })
  }

  result(): Related {
    return { text: this.text, followers: this.#followers }
  }
}
