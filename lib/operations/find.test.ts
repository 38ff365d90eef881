import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { ProjectScope } from '../auth/scope.ts'
import { closeDatabase, db, openDatabase } from '../db/client.ts'
import { bothDatabases } from '../db/testing.ts'
import type { ObjectName } from '../names.ts'
import { beginOperation } from './begin.ts'
import { findRequested } from './find.ts'
import { finishAs } from './finish.ts'

const web = 'web' as ObjectName
const kind = {
  ...{ kind: 'restart', permission: 'statefulset:restart' as const },
  planSchema: z.object({ requestId: z.string() }),
  step: () => Promise.reject(new Error('not asked for')),
}

describe.each(bothDatabases())('an operation in %s', (_name, { open, prepare, remove }) => {
  beforeAll(async () => {
    await prepare()
    await openDatabase(open)
  }, 60_000)
  afterAll(async () => {
    await closeDatabase()
    await remove()
  })

  it('is found by the request that began it, also after its end, and by no other', async () => {
    const user = await db().user.create({ data: { username: 'ann', displayName: 'Ann' } })
    const scopeOf = async (slug: string) => ({
      user,
      project: await db().project.create({
        data: { slug, displayName: slug, cluster: 'test', namespace: slug },
      }),
    })
    const scope = (await scopeOf('one')) as unknown as ProjectScope<'statefulset:restart'>
    const stranger = (await scopeOf('two')) as unknown as ProjectScope
    const begun = await beginOperation(scope, kind, web, { requestId: 'one' })
    expect(await findRequested(scope, web, 'one')).toEqual(begun)
    await db().operation.update({ where: { id: begun.id }, data: { leaseOwner: 'me' } })
    expect(await finishAs(begun.id, 'me', { state: 'abandoned' })).toBe(true)
    expect(await findRequested(scope, web, 'one')).toEqual(begun)
    expect(await findRequested(scope, web, 'two')).toBeNull()
    expect(await findRequested(scope, 'db' as ObjectName, 'one')).toBeNull()
    expect(await findRequested(stranger, web, 'one')).toBeNull()
  })
})
