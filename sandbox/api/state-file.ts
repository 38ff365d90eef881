import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fieldsOf, isFields, listOf } from '../../lib/manifests/read.ts'
import type { Snapshot, Store } from './store.ts'

/** Changes are gathered for this long before they are written, ms. */
const gatherMs = 1000
/** A large state takes long to write; this many times as long passes before it is written again. */
const restFactor = 10

/**
 * Keeps a store in a file: written whole beside it and then put in its place, so that a crash leaves the former one. Where
 * that cannot be done it is said, and the store goes on without.
 */
export class StateFile {
  readonly #path: string
  readonly #store: Store
  readonly #say: (sentence: string) => void
  #timer: NodeJS.Timeout | undefined
  #stop: (() => void) | undefined
  #pauseMs = gatherMs
  #isKept = true

  constructor(path: string, store: Store, say: (sentence: string) => void) {
    this.#path = path
    this.#store = store
    this.#say = say
  }

  /** Puts into the store what was written. Gives false where there is nothing; what cannot be read is set aside. */
  load(): boolean {
    if (!existsSync(this.#path)) return false
    try {
      this.#store.restore(readSnapshot(this.#path))
      return true
    } catch {
      this.#setAside()
      return false
    }
  }

  #setAside(): void {
    const broken = `${this.#path}.broken-${Date.now()}`
    const begin = 'The sandbox could not read its state and begins anew.'
    try {
      renameSync(this.#path, broken)
      this.#say(`${begin} What was there is set aside as ${broken}.`)
    } catch {
      this.#say(begin)
    }
  }

  /** Writes soon after each change. */
  follow(): void {
    this.#stop = this.#store.listen(() => {
      this.#timer ??= setTimeout(() => this.write(), this.#pauseMs)
    })
  }

  write(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const start = performance.now()
    try {
      mkdirSync(dirname(this.#path), { recursive: true })
      this.#replace(JSON.stringify(this.#store.snapshot()))
      this.#isKept = true
    } catch (error) {
      if (this.#isKept)
        this.#say(
          `${cannotWrite(this.#path, error)} It goes on in memory: what changes now is gone when it ends.`,
        )
      this.#isKept = false
    }
    this.#pauseMs = Math.max(gatherMs, restFactor * (performance.now() - start))
  }

  #replace(text: string): void {
    const next = `${this.#path}.new`
    try {
      writeFileSync(next, text, { mode: 0o600 })
      renameSync(next, this.#path)
    } catch (error) {
      // A half of it must not fill what is left of the disk.
      rmSync(next, { force: true })
      throw error
    }
  }

  close(): void {
    this.#stop?.()
    this.write()
  }
}

export function cannotWrite(path: string, error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException
  const why = reasons[code] ?? message
  return `The sandbox cannot write ${path}: ${why}.`
}

const reasons: Readonly<Record<string, string>> = {
  ...{ ENOSPC: 'the disk is full', EDQUOT: 'the disk is full', EROFS: 'the folder is read-only' },
  ...{ EACCES: 'the folder may not be written to', EPERM: 'the folder may not be written to' },
  ...{ ENOTDIR: 'its folder is a file', EEXIST: 'its folder is a file', ENOENT: 'its folder cannot be made' },
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
