import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeDatabase, db, openDatabase } from '../db/client.ts'
import { bothDatabases } from '../db/testing.ts'
import { forgetOldOperations } from './forget.ts'

describe.each(bothDatabases())('operations in %s', (_name, { open, prepare, remove }) => {
  beforeAll(async () => {
    await prepare()
    await openDatabase(open)
  }, 60_000)
  afterAll(async () => {
    await closeDatabase()
    await remove()
  })

  it('that ended long ago are forgotten, and no other', async () => {
    const place = { cluster: 'test', namespace: 'one' }
    const { id: projectId } = await db().project.create({
      data: { slug: 'one', displayName: 'One', ...place },
    })
    const now = Date.now()
    const make = (target: string, days: number | null) =>
      db().operation.create({
        data: {
          ...{ kind: 'grow', permission: 'claim:grow', projectId, ...place, target, plan: {} },
          ...{ startedByName: 'ann', state: days === null ? 'failed' : 'abandoned' },
          finishedAt: days === null ? null : new Date(now - days * 24 * 3600 * 1000),
        },
      })
    await make('old', 20)
    await make('recent', 10)
    await make('unfinished', null)
    expect(await forgetOldOperations(now)).toBe(1)
    const left = await db().operation.findMany({ orderBy: { target: 'asc' } })
    expect(left.map(({ target }) => target)).toEqual(['recent', 'unfinished'])
  })
})
