import 'server-only'
import { createHash } from 'node:crypto'
import type { EndReason } from './protocol.ts'
import type { Shell } from './shell.ts'

/** Shells of one person, and of this process; those that wait for their person count too. */
const maxPerPerson = 10
const maxInProcess = 200

/** Whose a shell is: this person, in this login. */
export interface Owner {
  readonly userId: string
  readonly session: string
}

interface Entry extends Owner {
  readonly slug: string
  readonly shell: Shell
}

/** The shells that this process holds. */
export class Registry {
  /** By the hash of what brings one back. */
  readonly #entries = new Map<string, Entry>()
  readonly #opening = new Map<string, number>()

  get size(): number {
    return this.#entries.size
  }

  /** Takes a place, for as long as `open` takes and then for the shell that it gives; null when there is none. */
  async open<T extends { readonly shell: Shell } | { readonly shell: null }>(
    owner: Owner & { readonly slug: string },
    resume: string,
    open: () => Promise<T>,
  ): Promise<T | null> {
    const { userId } = owner
    const opening = [...this.#opening.values()].reduce((sum, count) => sum + count, 0)
    const mine = [...this.#entries.values()].filter((entry) => entry.userId === userId).length
    const isFull =
      this.#entries.size + opening >= maxInProcess || mine + (this.#opening.get(userId) ?? 0) >= maxPerPerson
    if (isFull) return null
    this.#opening.set(userId, (this.#opening.get(userId) ?? 0) + 1)
    try {
      const opened = await open()
      if (opened.shell !== null) this.#add(resume, { ...owner, shell: opened.shell })
      return opened
    } finally {
      const left = (this.#opening.get(userId) ?? 1) - 1
      if (left > 0) this.#opening.set(userId, left)
      else this.#opening.delete(userId)
    }
  }

  /** Null for what is not here, and for what is somebody else's. */
  find(resume: string, owner: Owner): { readonly shell: Shell; readonly slug: string } | null {
    const entry = this.#entries.get(hashed(resume))
    return entry?.userId === owner.userId && entry.session === owner.session ? entry : null
  }

  endAll(reason: EndReason): void {
    for (const { shell } of [...this.#entries.values()]) shell.end(reason)
  }

  #add(resume: string, entry: Entry): void {
    const key = hashed(resume)
    this.#entries.set(key, entry)
    entry.shell.ended.then(
      () => this.#entries.delete(key),
      () => undefined,
    )
  }
}

function hashed(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
