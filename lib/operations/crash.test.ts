import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { ProjectScope } from '../auth/scope.ts'
import { closeDatabase, db, openDatabase } from '../db/client.ts'
import { bothDatabases, runChild } from '../db/testing.ts'
import type { ObjectName } from '../names.ts'
import { beginOperation } from './begin.ts'
import type { OperationKind } from './kind.ts'

const url = (file: string) => JSON.stringify(join(import.meta.dirname, file))

/** A runner whose world is a file: each step adds a line, and the fifth is the end. It hangs after the line `last`, and ends with its work. */
const child = (opening: string, world: string, last: number) => `
  import { appendFileSync, readFileSync } from 'node:fs'
  import { z } from 'zod'
  import { db, openDatabase, openPglite, openPostgres } from ${url('../db/client.ts')}
  import { OperationRunner } from ${url('runner.ts')}
  void [openPglite, openPostgres]
  const world = ${JSON.stringify(world)}
  const lines = () => readFileSync(world, 'utf8').split('\\n').length - 1
  const step = async (run) => {
    const done = lines()
    if (done >= 5) return { items: [], next: 'done' }
    await run.saveMemo({ done })
    await run.hold()
    appendFileSync(world, done + '\\n')
    if (done === ${last}) await new Promise(() => setInterval(() => undefined, 1000))
    return { items: [], next: 'again' }
  }
  await openDatabase(() => ${opening})
  const pace = { leaseMs: 500, waitMs: 20, lookMs: 50 }
  new OperationRunner([{ kind: 'lines', permission: 'claim:grow', planSchema: z.any(), step }], pace)
  setInterval(async () => {
    const left = await db().operation.count({ where: { state: 'running' } })
    if (left === 0) process.exit()
  }, 50)
`

describe.each(bothDatabases())('a process that carries out operations in %s', (_name, database) => {
  const folder = mkdtempSync(join(tmpdir(), 'ordinal-operation-'))
  const world = join(folder, 'world')
  const read = () => readFileSync(world, 'utf8').split('\n').slice(0, -1).map(Number)
  beforeAll(async () => {
    writeFileSync(world, '')
    await database.prepare()
    await openDatabase(database.open)
    const user = await db().user.create({ data: { username: 'ann', displayName: 'Ann' } })
    const data = { slug: 'p', displayName: 'p', cluster: 'test', namespace: 'p' }
    const scope = { user, project: await db().project.create({ data }), role: 'owner' }
    const kind = { kind: 'lines', permission: 'claim:grow', planSchema: { parse: (plan: unknown) => plan } }
    await beginOperation(
      scope as unknown as ProjectScope<'claim:grow'>,
      kind as unknown as OperationKind<'claim:grow', object>,
      'web' as ObjectName,
      {},
    )
    await closeDatabase()
  }, 60_000)
  afterAll(async () => {
    await closeDatabase()
    await database.remove()
    rmSync(folder, { recursive: true })
  })

  it('is killed after each of its changes, and the next one makes the others, once', async () => {
    for (const last of [0, 2, 4]) {
      const one = runChild(child(database.opening, world, last))
      await vi.waitUntil(() => read().length > last, { timeout: 20_000, interval: 20 })
      one.kill()
      await one.ended
    }
    expect(read()).toEqual([0, 1, 2, 3, 4])
    await runChild(child(database.opening, world, -1)).ended
    expect(read()).toEqual([0, 1, 2, 3, 4])
    await openDatabase(database.open)
    expect(await db().operation.findMany()).toMatchObject([{ state: 'done', active: null }])
    expect(await db().auditEvent.findMany()).toMatchObject([{ actorName: 'ann', outcome: 'succeeded' }])
  }, 120_000)
})
