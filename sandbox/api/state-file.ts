import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fieldsOf, isFields, listOf } from '../../lib/manifests/read.ts'
import type { Snapshot, Store } from './store.ts'

/** Changes are gathered for this long before they are written, ms. */
const gatherMs = 1000

/** Keeps a store in a file: written whole beside it and then put in its place, so that a crash leaves the former one. */
export class StateFile {
  readonly #path: string
  readonly #store: Store
  #timer: NodeJS.Timeout | undefined
  #stop: (() => void) | undefined

  constructor(path: string, store: Store) {
    this.#path = path
    this.#store = store
  }

  /**
   * Puts into the store what was written. Gives false where there is no file; one that cannot be read is set aside under
   * the name that `aside` is told.
   */
  load(aside: (path: string) => void): boolean {
    if (!existsSync(this.#path)) return false
    try {
      this.#store.restore(readSnapshot(this.#path))
      return true
    } catch {
      const broken = `${this.#path}.broken-${Date.now()}`
      renameSync(this.#path, broken)
      aside(broken)
      return false
    }
  }

  /** Writes soon after each change. */
  follow(): void {
    this.#stop = this.#store.listen(() => {
      this.#timer ??= setTimeout(() => this.write(), gatherMs)
    })
  }

  write(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    mkdirSync(dirname(this.#path), { recursive: true })
    writeFileSync(`${this.#path}.new`, JSON.stringify(this.#store.snapshot()), { mode: 0o600 })
    renameSync(`${this.#path}.new`, this.#path)
  }

  close(): void {
    this.#stop?.()
    this.write()
  }
}

/** Throws for what is no snapshot: objects without a name would break what works on them later. */
function readSnapshot(path: string): Snapshot {
  const { version, objects } = fieldsOf(JSON.parse(readFileSync(path, 'utf8')))
  const all = Object.values(fieldsOf(objects)).flatMap(listOf)
  const isNamed = (object: unknown) => {
    const { name, uid } = fieldsOf(fieldsOf(object).metadata)
    return typeof name === 'string' && typeof uid === 'string'
  }
  if (typeof version !== 'number' || !isFields(objects) || !all.every(isNamed))
    throw new Error('not a snapshot')
  return { version, objects } as unknown as Snapshot
}
