import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { root } from './cluster/places.ts'

export interface FreshClone {
  readonly folder: string
  /** As of a terminal that was just opened there: no program of this checkout, and npm's cache as it is. */
  readonly environment: Readonly<Record<string, string>>
  remove(): void
}

/** What git would give of this checkout as it stands, in a folder of its own: nothing is installed, generated or built. */
export function makeFreshClone(): FreshClone {
  const folder = mkdtempSync(join(tmpdir(), 'ordinal-clone-'))
  const options = { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 } as const
  const listed = execFileSync(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
    options,
  )
  const deleted = new Set(execFileSync('git', ['ls-files', '-z', '--deleted'], options).split('\0'))
  for (const file of listed.split('\0'))
    if (file !== '' && !deleted.has(file)) cpSync(join(root, file), join(folder, file))
  const path = (process.env.PATH ?? '').split(delimiter).filter((part) => !part.startsWith(root))
  return {
    folder,
    environment: {
      PATH: path.join(delimiter),
      // In production npm leaves out what the build needs.
      NODE_ENV: '',
      npm_config_cache: process.env.npm_config_cache ?? join(homedir(), '.npm'),
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
