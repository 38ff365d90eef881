import { existsSync, readFileSync, rmSync } from 'node:fs'
import { link, mkdir, readFile, rename, rm, statfs, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'

/** The folder is in use or cannot be used; the message is a sentence for the operator. */
export class DatabaseFolderError extends Error {}

export interface EmbeddedDatabase {
  readonly pglite: PGlite
  close(): Promise<void>
}

/**
 * Opens the embedded PostgreSQL in `<data>/db`, or makes it. One process at a time: the second gets a
 * DatabaseFolderError. The first initialisation happens beside the folder, which is then renamed into place, because
 * one that was killed half-way leaves a folder that never opens.
 */
export async function openEmbedded(data: string): Promise<EmbeddedDatabase> {
  await mkdir(data, { recursive: true, mode: 0o700 })
  const lock = join(data, 'db.lock')
  await takeLock(lock)
  try {
    const folder = join(data, 'db')
    if (!existsSync(folder)) await initialize(folder)
    const pglite = await PGlite.create(folder)
    const close = async () => {
      await pglite.close()
      rmSync(lock, { force: true })
    }
    return { pglite, close }
  } catch (cause) {
    rmSync(lock, { force: true })
    throw cause
  }
}

/** A sentence about the process that has the embedded database of this folder open; null when there is none. */
export async function findOther(data: string): Promise<string | null> {
  const [pid = '', start = ''] = (await readFile(join(data, 'db.lock'), 'utf8').catch(() => '')).split(' ')
  if (pid === '' || startOf(Number(pid)) !== start) return null
  return `Another Ordinal (process ${pid}) is using ${data}. Stop it, or set ORDINAL_DATA to another folder or DATABASE_URL to a PostgreSQL.`
}

/** A new database has about 40 MB, and writes ahead as much again. On a full disk it would end half-way without a reason. */
const firstBytes = 100 * 1024 * 1024

async function requireRoom(data: string): Promise<void> {
  const { bavail, bsize } = await statfs(data)
  const free = Math.floor((bavail * bsize) / 1024 ** 2)
  if (bavail * bsize >= firstBytes) return
  throw new DatabaseFolderError(
    `The disk is full: ${data} has ${free} MB left, and a new database needs 100. Make room, or set ORDINAL_DATA to a folder on another disk.`,
  )
}

async function initialize(folder: string): Promise<void> {
  await requireRoom(dirname(folder))
  const fresh = `${folder}.new`
  await rm(fresh, { recursive: true, force: true })
  const pglite = await PGlite.create(fresh)
  await pglite.close()
  await rename(fresh, folder)
}

/**
 * The lock names its process and when that started, so that a number used again by another process does not count. The
 * file is written whole and then linked: whoever links first holds it.
 */
async function takeLock(lock: string): Promise<void> {
  const mine = `${lock}.${process.pid}`
  await writeFile(mine, `${process.pid} ${startOf(process.pid)}`, { mode: 0o600 })
  try {
    for (let tries = 0; tries < 2; tries++) {
      const isTaken = await link(mine, lock).then(
        () => true,
        (error: NodeJS.ErrnoException) => {
          if (error.code !== 'EEXIST') throw error
          return false
        },
      )
      if (isTaken) return
      const trouble = await findOther(dirname(lock))
      if (trouble !== null) throw new DatabaseFolderError(trouble)
      await rm(lock, { force: true })
    }
    throw new DatabaseFolderError(`The lock ${lock} could not be taken. Is another Ordinal starting?`)
  } finally {
    await rm(mine, { force: true })
  }
}

/** When a process started, in clock ticks since boot (Linux), 'running' elsewhere, '' when there is no such process. */
function startOf(pid: number): string {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return ''
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
  } catch {
    return process.platform === 'linux' ? '' : 'running'
  }
}
