import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { openPglite, openPostgres } from './client.ts'

/** A PostgreSQL in which the tests make and drop databases of their own. */
const serverUrl = process.env.TEST_DATABASE_URL ?? 'postgresql://postgres@127.0.0.1:5432/postgres'

export async function withServer<T>(run: (client: Client) => Promise<T>, database?: string): Promise<T> {
  const client = new Client({ connectionString: urlOf(database) })
  await client.connect()
  return run(client).finally(() => client.end())
}

export function urlOf(database?: string): string {
  const url = new URL(serverUrl)
  if (database !== undefined) url.pathname = database
  return url.href
}

/** A Node process of its own that runs this module text; killed with the test at the latest. */
export function runChild(text: string) {
  const flags = ['--conditions=react-server', '--input-type=module']
  const child = spawn(process.execPath, [...flags, '-e', text], { stdio: 'inherit' })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  return { kill: () => child.kill('SIGKILL'), ended }
}

/** An empty database of each kind, for tests that run on both; `opening` is how a child opens it, as code. */
export function bothDatabases() {
  const name = `ordinal_test_${randomUUID().slice(0, 8)}`
  const folder = mkdtempSync(join(tmpdir(), 'ordinal-db-'))
  return Object.entries({
    PGlite: {
      open: () => openPglite(folder),
      opening: `openPglite(${JSON.stringify(folder)})`,
      prepare: async () => undefined,
      remove: async () => rmSync(folder, { recursive: true, force: true }),
    },
    PostgreSQL: {
      open: () => openPostgres(urlOf(name)),
      opening: `openPostgres(${JSON.stringify(urlOf(name))})`,
      prepare: () => withServer((client) => client.query(`CREATE DATABASE ${name}`)),
      remove: () => withServer((client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`)),
    },
  })
}
