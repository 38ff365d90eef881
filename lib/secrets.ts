import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The secret that signs sessions when none is given: made once in `<data>/secrets.json` (0600). It is written whole and
 * then linked into place, so that of two processes that start at once both get the same one.
 */
export function readOrMakeSecret(data: string): string {
  const file = join(data, 'secrets.json')
  mkdirSync(data, { recursive: true, mode: 0o700 })
  return read(file) ?? make(file)
}

/** Null where none was made yet. Throws a sentence where it cannot be read. */
export function readSecret(data: string): string | null {
  return read(join(data, 'secrets.json'))
}

function read(file: string): string | null {
  try {
    const { sessionSecret } = JSON.parse(readFileSync(file, 'utf8')) as { sessionSecret?: unknown }
    if (typeof sessionSecret === 'string' && sessionSecret.length >= 32) return sessionSecret
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
  }
  throw new Error(`${file} is damaged. Remove it to get a new secret; everybody then logs in again.`)
}

function make(file: string): string {
  const mine = `${file}.${process.pid}`
  writeFileSync(mine, JSON.stringify({ sessionSecret: randomBytes(48).toString('base64url') }), {
    mode: 0o600,
  })
  try {
    linkSync(mine, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(mine, { force: true })
  }
  const secret = read(file)
  if (secret === null) throw new Error(`${file} could not be written.`)
  return secret
}
