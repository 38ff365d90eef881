import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { IFileSystem } from 'just-bash'
import { cannotWrite } from '../api/state-file.ts'

/** More than this of a volume is not kept, bytes: it is written as a whole after each change. */
const maxBytes = 8 * 1024 * 1024

interface Entry {
  readonly path: string
  readonly mode: number
  /** Epoch ms. */
  readonly changedAt: number
  /** In base64; a folder has none. */
  readonly content?: string
  /** Where a link leads. */
  readonly target?: string
}

/** The files of volumes, by the uid of their claim, kept in a file for each; without a folder in memory alone. */
export class Volumes {
  readonly #folder: string | null
  readonly #say: (sentence: string) => void
  readonly #known = new Map<string, Promise<IFileSystem>>()
  /** What was written of each. */
  readonly #kept = new Map<string, string>()
  #isWritable = true

  constructor(folder: string | null, say: (sentence: string) => void) {
    this.#folder = folder
    this.#say = say
  }

  of(uid: string): Promise<IFileSystem> {
    const known = this.#known.get(uid) ?? this.#read(uid)
    this.#known.set(uid, known)
    return known
  }

  /** Writes what has changed of a volume; where that cannot be it is said once, and all goes on in memory. */
  async keep(uid: string): Promise<void> {
    if (this.#folder === null) return
    const files = await this.of(uid)
    const sizes = await Promise.all(files.getAllPaths().map(async (path) => (await files.lstat(path)).size))
    if (sizes.reduce((sum, size) => sum + size, 0) > maxBytes) return
    const text = JSON.stringify(await entriesOf(files))
    if (text === this.#kept.get(uid)) return
    try {
      mkdirSync(this.#folder, { recursive: true })
      writeFileSync(`${this.#path(uid)}.new`, text, { mode: 0o600 })
      renameSync(`${this.#path(uid)}.new`, this.#path(uid))
      this.#kept.set(uid, text)
    } catch (error) {
      if (existsSync(`${this.#path(uid)}.new`)) rmSync(`${this.#path(uid)}.new`)
      if (this.#isWritable) this.#say(cannotWrite(this.#path(uid), error))
      this.#isWritable = false
    }
  }

  /** With its claim a volume is gone. */
  forget(uid: string): void {
    this.#known.delete(uid)
    this.#kept.delete(uid)
    if (this.#folder !== null && existsSync(this.#path(uid))) rmSync(this.#path(uid))
  }

  #path(uid: string): string {
    return join(this.#folder ?? '', `${uid}.json`)
  }

  async #read(uid: string): Promise<IFileSystem> {
    const { InMemoryFs } = await import('just-bash')
    const files = new InMemoryFs()
    const entries = this.#folder === null ? null : readEntries(this.#path(uid))
    if (entries === null) await files.mkdir('/lost+found')
    for (const entry of entries ?? []) await put(files, entry)
    return files
  }
}

async function entriesOf(files: IFileSystem): Promise<Entry[]> {
  const paths = files.getAllPaths().filter((path) => path !== '/')
  return Promise.all(
    paths.toSorted().map(async (path) => {
      const { mode, mtime, isFile, isSymbolicLink } = await files.lstat(path)
      const entry = { path, mode, changedAt: mtime.getTime() }
      if (isSymbolicLink) return { ...entry, target: await files.readlink(path) }
      if (!isFile) return entry
      return { ...entry, content: Buffer.from(await files.readFileBuffer(path)).toString('base64') }
    }),
  )
}

/** Null for what is not there, or cannot be read. */
function readEntries(path: string): readonly Entry[] | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Entry[]
  } catch {
    return null
  }
}

async function put(files: IFileSystem, { path, mode, changedAt, content, target }: Entry): Promise<void> {
  if (target !== undefined) {
    await files.symlink(target, path)
    return
  }
  if (content === undefined) await files.mkdir(path, { recursive: true })
  else await files.writeFile(path, Buffer.from(content, 'base64'))
  await files.chmod(path, mode)
  const changed = new Date(changedAt)
  await files.utimes(path, changed, changed)
}
