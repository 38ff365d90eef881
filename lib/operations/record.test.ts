import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import type { ProjectScope } from '../auth/scope.ts'
import { closeDatabase, db, openDatabase } from '../db/client.ts'
import { bothDatabases } from '../db/testing.ts'
import { AppError } from '../errors.ts'
import type { ObjectName } from '../names.ts'
import { beginOperation } from './begin.ts'
import type { OperationKind } from './kind.ts'
import { OperationRunner } from './runner.ts'

const web = 'web' as ObjectName

describe.each(bothDatabases())('the record of an operation in %s', (_name, { open, prepare, remove }) => {
  let scope: ProjectScope<'statefulset:delete'>
  let runner: OperationRunner | null = null
  /** Carries one operation to its end; gives its rows as `action target outcome code details`. */
  const recordOf = async (step: OperationKind['step']) => {
    const planSchema = z.object({})
    const kind = { kind: 'delete', permission: 'statefulset:delete' as const, planSchema, step }
    const { id } = await beginOperation(scope, kind, web, {})
    runner = new OperationRunner([kind], { leaseMs: 600, waitMs: 20, lookMs: 50 })
    const where = { requestId: id }
    const isOver = async () => (await db().operation.findUnique({ where: { id } }))?.state !== 'running'
    await vi.waitUntil(isOver, { timeout: 15_000, interval: 20 })
    const rows = await db().auditEvent.findMany({ where, orderBy: { startedAt: 'asc' } })
    return rows.map(({ actorName, action, target, outcome, errorCode, details }) =>
      [actorName, action, target, outcome, errorCode ?? '', JSON.stringify(details)].join(' '),
    )
  }
  beforeAll(async () => {
    await prepare()
    await openDatabase(open)
    const user = await db().user.create({ data: { username: 'ann', displayName: 'Ann' } })
    const place = { cluster: 'test', namespace: 'one' }
    const project = await db().project.create({ data: { slug: 'one', displayName: 'One', ...place } })
    scope = { user, project, role: 'owner' } as unknown as typeof scope
  }, 60_000)
  afterEach(async () => {
    await runner?.stop()
    await db().operation.deleteMany()
  })
  afterAll(async () => {
    await closeDatabase()
    await remove()
  })

  it('has a row for each change that is its own, made or refused, under the name of who began', async () => {
    let deletions = 0
    const rows = await recordOf(async (run) => {
      const pod = `web-${deletions++}`
      if (pod === 'web-2') return { items: [], next: 'done' }
      const change = { action: 'pod:delete', target: pod, details: { uid: `uid of ${pod}` } }
      await run
        .recorded(change, async () => {
          if (pod === 'web-1') throw new AppError('not_found')
        })
        .catch(() => undefined)
      return { items: [], next: 'again' }
    })
    expect(rows).toEqual([
      'ann pod:delete web-0 succeeded  {"set":"web","uid":"uid of web-0","operation":"delete"}',
      'ann pod:delete web-1 failed not_found {"set":"web","uid":"uid of web-1","operation":"delete"}',
      'ann statefulset:delete web succeeded  {"end":"done","operation":"delete"}',
    ])
  })

  it('says what was chosen and left', async () => {
    const claim = (name: string) => ({ key: 'persistentvolumeclaims', values: { name } })
    const items = [
      {
        ...claim('data-web-0'),
        state: 'failed' as const,
        detail: { key: 'usedBy', values: { names: 'job' } },
      },
      { ...claim('data-web-1'), state: 'done' as const },
    ]
    expect(await recordOf(async () => ({ items, next: 'done' }))).toEqual([
      'ann statefulset:delete web failed left_behind {"end":"done","left":"persistentvolumeclaims/data-web-0 usedBy","operation":"delete"}',
    ])
  })
})
