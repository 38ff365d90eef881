import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { migrate, type SqlConnection } from './migrate.ts'
import { openEmbedded } from './pglite.ts'
import { runChild, urlOf, withServer } from './testing.ts'

describe('a process that is killed', () => {
  const scratch = `ordinal_test_${randomUUID().slice(0, 8)}`
  beforeAll(() => withServer((client) => client.query(`CREATE DATABASE ${scratch}`)))
  afterAll(() => withServer((client) => client.query(`DROP DATABASE ${scratch} WITH (FORCE)`)))
  const connection = (client: Client): SqlConnection => ({
    query: async <Row>(sql: string, parameters: readonly unknown[] = []) =>
      (await client.query(sql, [...parameters])).rows as Row[],
    execute: async (sql) => {
      await client.query(sql)
    },
  })

  it('in the middle of a migration leaves nothing of it, and the next start applies it', async () => {
    const half = { name: '1_half', checksum: 'x', sql: 'CREATE TABLE half (x int)' }
    const slow = { ...half, sql: `${half.sql}; SELECT pg_sleep(2)` }
    const child = runChild(`
      import { Client } from 'pg'
      import { migrate } from ${JSON.stringify(join(import.meta.dirname, 'migrate.ts'))}
      const client = new Client({ connectionString: ${JSON.stringify(urlOf(scratch))} })
      await client.connect()
      const query = async (sql, parameters = []) => (await client.query(sql, parameters)).rows
      await migrate({ query, execute: query }, [${JSON.stringify(slow)}])
    `)
    await vi.waitUntil(
      () =>
        withServer(async (client) => {
          const sql = "SELECT 1 FROM pg_stat_activity WHERE datname = $1 AND wait_event = 'PgSleep'"
          return (await client.query(sql, [scratch])).rows.length > 0
        }),
      { timeout: 15_000, interval: 50 },
    )
    child.kill()
    await child.ended
    const applied = await withServer((client) => migrate(connection(client), [half]), scratch)
    expect(applied).toEqual(['1_half'])
  }, 30_000)

  it('in the first initialisation of the embedded folder does not block the next', async () => {
    const data = mkdtempSync(join(tmpdir(), 'ordinal-kill-'))
    const child = runChild(`
      import { openEmbedded } from ${JSON.stringify(join(import.meta.dirname, 'pglite.ts'))}
      await openEmbedded(${JSON.stringify(data)})
    `)
    await vi.waitUntil(() => existsSync(join(data, 'db.new', 'base')), { timeout: 15_000, interval: 5 })
    child.kill()
    await child.ended
    const embedded = await openEmbedded(data)
    expect((await embedded.pglite.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
    await embedded.close()
    rmSync(data, { recursive: true })
  }, 60_000)

  it.each([
    ['is gone', '999999999 1'],
    ['has its number again as another process', '1 1'],
    ['died while it wrote it', ''],
  ])(
    'holds no lock when it %s',
    async (_name, content) => {
      const data = mkdtempSync(join(tmpdir(), 'ordinal-stale-'))
      mkdirSync(data, { recursive: true })
      writeFileSync(join(data, 'db.lock'), content)
      const embedded = await openEmbedded(data)
      await embedded.close()
      rmSync(data, { recursive: true })
    },
    60_000,
  )
})
