import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { openPglite } from './client.ts'
import { Prisma } from './generated/client.ts'
import { MigrationError, migrate, readMigrations, type SqlConnection } from './migrate.ts'
import { openEmbedded } from './pglite.ts'
import { bothDatabases, withServer } from './testing.ts'

type Opened = Awaited<ReturnType<typeof openPglite>>

const database = `ordinal_test_${randomUUID().slice(0, 8)}`

describe.each(bothDatabases())('%s', (_name, { open, prepare, remove }) => {
  let opened: Opened
  beforeAll(async () => {
    await prepare()
    opened = await open()
  }, 60_000)
  afterAll(async () => {
    await opened.close()
    await remove()
  })

  it('opened again has nothing to migrate and its data', async () => {
    await opened.prisma.setting.create({ data: { key: 'kept', value: { yes: true } } })
    await opened.close()
    opened = await open()
    expect(await opened.prisma.setting.findUnique({ where: { key: 'kept' } })).toMatchObject({
      value: { yes: true },
    })
    const rows = await opened.prisma.$queryRaw<unknown[]>`SELECT 1 FROM _prisma_migrations`
    expect(rows).toHaveLength((await readMigrations('prisma/migrations')).length)
  })

  it('has every table and column of the schema, and no other', async () => {
    const rows = await opened.prisma.$queryRaw<{ table_name: string; column_name: string }[]>`
      SELECT table_name, column_name FROM information_schema.columns
      WHERE table_schema = 'public' AND table_name NOT LIKE '\\_%'`
    const inDatabase = rows.map((row) => `${row.table_name}.${row.column_name}`).sort()
    const inSchema = Object.keys(Prisma.ModelName).flatMap((model) => {
      const fields = Prisma[`${model}ScalarFieldEnum` as 'UserScalarFieldEnum']
      return Object.keys(fields).map((field) => `${model}.${field}`)
    })
    expect(inDatabase).toEqual(inSchema.sort())
  })

  it('keeps names apart and takes role bindings along with the project', async () => {
    const { prisma } = opened
    const user = await prisma.user.create({ data: { username: 'ann', displayName: 'Ann' } })
    await expect(prisma.user.create({ data: { username: 'ann', displayName: 'x' } })).rejects.toMatchObject({
      code: 'P2002',
    })
    const project = { slug: 'p', displayName: 'P', cluster: 'c', namespace: 'n' }
    const { id } = await prisma.project.create({
      data: { ...project, roleBindings: { create: { userId: user.id, role: 'owner' } } },
    })
    await prisma.project.delete({ where: { id } })
    expect(await prisma.roleBinding.count()).toBe(0)
  })

  it('finishes an audit event once, and never changes or removes it after', async () => {
    const { auditEvent } = opened.prisma
    const data = { requestId: 'r', actorName: 'ann', action: 'statefulset:scale', outcome: 'started' }
    const { id } = await auditEvent.create({ data })
    await expect(auditEvent.update({ where: { id }, data: { actorName: 'bob' } })).rejects.toThrow()
    await auditEvent.update({ where: { id }, data: { outcome: 'succeeded', finishedAt: new Date() } })
    await expect(auditEvent.update({ where: { id }, data: { outcome: 'failed' } })).rejects.toThrow()
    await expect(auditEvent.delete({ where: { id } })).rejects.toThrow()
  })
})

describe('migrations', () => {
  const scratch = `${database}_m`
  const first = { name: '1_first', checksum: 'one', sql: 'CREATE TABLE a (x int); INSERT INTO a VALUES (1)' }
  const run = (client: Client): SqlConnection => ({
    query: async <Row>(sql: string, parameters: readonly unknown[] = []) =>
      (await client.query(sql, [...parameters])).rows as Row[],
    execute: async (sql) => {
      await client.query(sql)
    },
  })
  const attempt = (migrations: Parameters<typeof migrate>[1]) =>
    withServer((client) => migrate(run(client), migrations), scratch)
  beforeAll(() => withServer((client) => client.query(`CREATE DATABASE ${scratch}`)))
  afterAll(() => withServer((client) => client.query(`DROP DATABASE ${scratch} WITH (FORCE)`)))

  it('of two that start at once, one migrates and the other waits', async () => {
    const applied = await Promise.all([attempt([first]), attempt([first])])
    expect(applied.flat()).toEqual(['1_first'])
  })

  it('one that fails half-way leaves nothing of it', async () => {
    const broken = { name: '2_broken', checksum: 'two', sql: 'CREATE TABLE b (x int); SELECT 1/0' }
    await expect(attempt([first, broken])).rejects.toBeInstanceOf(MigrationError)
    expect(await attempt([first, { ...broken, sql: 'CREATE TABLE b (x int)' }])).toEqual(['2_broken'])
  })

  it('a changed migration and a newer database are refused with a sentence', async () => {
    await expect(attempt([{ ...first, checksum: 'other' }])).rejects.toThrow('not the one that was applied')
    await expect(attempt([first])).rejects.toThrow('newer Ordinal')
  })
})

describe('the embedded folder', () => {
  it('is for one process', async () => {
    const data = mkdtempSync(join(tmpdir(), 'ordinal-lock-'))
    const embedded = await openEmbedded(data)
    await expect(openEmbedded(data)).rejects.toThrow(/Another Ordinal \(process \d+\) is using/)
    await embedded.close()
    const again = await openEmbedded(data)
    await again.close()
    rmSync(data, { recursive: true })
  }, 60_000)
})
