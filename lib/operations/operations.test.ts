import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import type { ProjectPermission } from '../auth/permissions.ts'
import type { ProjectScope } from '../auth/scope.ts'
import { closeDatabase, db, openDatabase } from '../db/client.ts'
import { bothDatabases } from '../db/testing.ts'
import { AppError } from '../errors.ts'
import type { ObjectName } from '../names.ts'
import { beginOperation } from './begin.ts'
import { findOperation } from './find.ts'
import { type OperationKind, type Run, type Step, setOperationKinds } from './kind.ts'
import { abandonOperation, retryOperation } from './manage.ts'
import { OperationRunner } from './runner.ts'
import { operationWatch } from './watch.ts'

const web = 'web' as ObjectName
const planSchema = z.object({ to: z.number() })
type Plan = z.infer<typeof planSchema>

/** Counts to a number, one change a step; `world` is what it changes, by target. */
function counting(over: Partial<OperationKind<'claim:grow', Plan>> = {}) {
  const world = new Map<string, number[]>()
  const readWorld = (target: string) => world.get(target) ?? []
  const step = async (run: Run<Plan>): Promise<Step> => {
    const done = readWorld(run.target).length
    const items = [{ key: 'count', values: { done }, state: 'running' as const }]
    if (done >= run.plan.to) return { items, next: 'done' }
    await run.hold()
    world.set(run.target, [...readWorld(run.target), done])
    return { items, next: 'again' }
  }
  const kind = { kind: 'count', permission: 'claim:grow' as const, planSchema, step, ...over }
  return { kind, readWorld, step }
}

describe.each(bothDatabases())('operations in %s', (_name, { open, prepare, remove }) => {
  const runners: OperationRunner[] = []
  const run = (kind: OperationKind<'claim:grow', Plan>) => {
    setOperationKinds([kind])
    const runner = new OperationRunner([kind], { leaseMs: 600, waitMs: 20, lookMs: 50 })
    runners.push(runner)
    return runner
  }
  let owner: ProjectScope<ProjectPermission>
  let stranger: ProjectScope<ProjectPermission>
  const begin = (kind: OperationKind<'claim:grow', Plan>, to = 3, target = web) =>
    beginOperation(owner as ProjectScope<'claim:grow'>, kind, target, { to })
  const look = (target = web) => findOperation(owner as ProjectScope<'statefulset:view'>, target)
  const reach = (state: string, target = web) =>
    vi.waitUntil(async () => (await look(target))?.state === state, { timeout: 15_000, interval: 20 })
  const asManager = (scope: ProjectScope<ProjectPermission>, role = 'owner') =>
    ({ ...scope, role }) as ProjectScope<'operation:manage'>

  beforeAll(async () => {
    await prepare()
    await openDatabase(open)
    const user = await db().user.create({ data: { username: 'ann', displayName: 'Ann' } })
    const project = (slug: string) =>
      db().project.create({ data: { slug, displayName: slug, cluster: 'test', namespace: slug } })
    owner = { user, project: await project('one'), role: 'owner' } as unknown as typeof owner
    stranger = { user, project: await project('two'), role: 'owner' } as unknown as typeof owner
  }, 60_000)
  beforeEach(async () => {
    await Promise.all(runners.splice(0).map((runner) => runner.stop()))
    await db().operation.deleteMany()
  })
  afterAll(async () => {
    await Promise.all(runners.splice(0).map((runner) => runner.stop()))
    await closeDatabase()
    await remove()
  })

  it('are carried to the end, shown, and recorded under the name of who began', async () => {
    const { kind, readWorld } = counting()
    const heard = vi.fn()
    const forget = operationWatch().onChange(heard)
    run(kind)
    const { id } = await begin(kind)
    await reach('done')
    forget()
    expect(readWorld(web)).toEqual([0, 1, 2])
    expect(heard).toHaveBeenCalled()
    expect(await look()).toMatchObject({ id, items: [{ key: 'count', values: { done: 3 } }], error: null })
    const events = await db().auditEvent.findMany({ where: { requestId: id } })
    expect(events).toMatchObject([
      { actorName: 'ann', action: 'claim:grow', target: 'web', projectSlug: 'one', outcome: 'succeeded' },
    ])
  })

  it('are one at a time for a set, and begin at once after the end of the former', async () => {
    const { kind } = counting()
    const outcomes = await Promise.allSettled([begin(kind), begin(kind), begin(kind)])
    const refused = outcomes.filter(({ status }) => status === 'rejected')
    expect(refused).toHaveLength(2)
    expect(refused).toMatchObject([{ reason: { code: 'operation_running' } }, {}])
    await begin(kind, 3, 'db' as ObjectName)
    run(kind)
    await reach('done')
    await begin(kind)
  })

  it('are with one of several runners each, whichever is faster', async () => {
    let inside = 0
    let most = 0
    const { kind, readWorld, step } = counting()
    const watched = {
      ...kind,
      step: async (one: Run<Plan>) => {
        if (one.target === web) most = Math.max(most, ++inside)
        const result = await step(one)
        if (one.target === web) inside--
        return result
      },
    }
    const targets = Array.from({ length: 8 }, (_, index) => `set-${index}` as ObjectName)
    for (const target of [web, ...targets]) await begin(watched, 5, target)
    run(watched)
    run(watched)
    await Promise.all([web, ...targets].map((target) => reach('done', target)))
    for (const target of [web, ...targets]) expect(readWorld(target)).toEqual([0, 1, 2, 3, 4])
    expect(most).toBe(1)
    expect(await db().auditEvent.count({ where: { target: { startsWith: 'set-' } } })).toBe(8)
  })

  it('a runner that lost its lease makes no other change, and writes nothing', async () => {
    const { promise: taken, resolve: take } = Promise.withResolvers<void>()
    const { promise: reached, resolve: reach } = Promise.withResolvers<void>()
    const { kind, readWorld, step } = counting()
    const slow = {
      ...kind,
      step: async (one: Run<Plan>) => {
        reach()
        await taken
        return step(one)
      },
    }
    const runner = run(slow)
    const { id } = await begin(slow)
    await reached
    const later = new Date(Date.now() + 60_000)
    await db().operation.update({ where: { id }, data: { leaseOwner: 'another', leaseUntil: later } })
    take()
    await runner.stop()
    expect(readWorld(web)).toEqual([])
    expect(await db().operation.findUnique({ where: { id } })).toMatchObject({
      ...{ state: 'running', progress: [], leaseOwner: 'another', leaseUntil: later },
    })
  })

  it('whose runner died go on with another one when the lease has run out', async () => {
    const { kind, readWorld } = counting()
    const { id } = await begin(kind)
    const soon = new Date(Date.now() + 400)
    await db().operation.update({ where: { id }, data: { leaseOwner: 'dead', leaseUntil: soon } })
    run(kind)
    await reach('done')
    expect(Date.now()).toBeGreaterThanOrEqual(soon.getTime())
    expect(readWorld(web)).toEqual([0, 1, 2])
  })

  it('wait for a cluster that does not answer, say so, and go on by themselves', async () => {
    let isDown = true
    const { kind, step } = counting()
    const failing = {
      ...kind,
      step: async (one: Run<Plan>) => {
        if (isDown) throw new AppError('cluster_unreachable')
        return step(one)
      },
    }
    run(failing)
    await begin(failing)
    await vi.waitUntil(async () => (await look())?.error?.code === 'cluster_unreachable')
    expect(await look()).toMatchObject({ state: 'running' })
    isDown = false
    await reach('done')
    expect(await look()).toMatchObject({ error: null })
  })

  it('that are refused stop there, keep the set, and go on when somebody who may tries again', async () => {
    let isRefused = true
    const { kind, readWorld, step } = counting()
    const refused = {
      ...kind,
      step: async (one: Run<Plan>) => {
        const fields = [{ path: 'spec', code: 'cluster_message', detail: 'no' }]
        if (isRefused && readWorld(web).length === 2) throw new AppError('cluster_invalid', { fields })
        return step(one)
      },
    }
    run(refused)
    const { id } = await begin(refused)
    await reach('failed')
    expect(await look()).toMatchObject({
      items: [{ state: 'failed' }],
      error: { code: 'cluster_invalid', fields: [{ detail: 'no' }] },
    })
    expect(readWorld(web)).toEqual([0, 1])
    await expect(begin(refused)).rejects.toMatchObject({ code: 'operation_running' })
    isRefused = false
    const operator = asManager(owner, 'operator')
    await expect(retryOperation(operator, { id })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(retryOperation(asManager(stranger), { id })).rejects.toMatchObject({ code: 'not_found' })
    await retryOperation(asManager(owner), { id })
    await reach('done')
    const events = await db().auditEvent.findMany({ where: { requestId: id }, orderBy: { startedAt: 'asc' } })
    expect(events.map(({ outcome, errorCode }) => [outcome, errorCode])).toEqual([
      ['failed', 'cluster_invalid'],
      ['succeeded', null],
    ])
  })

  it('can be abandoned while they run, once what must not be left is put right', async () => {
    const { promise: allowed, resolve: allow } = Promise.withResolvers<void>()
    let mayLeave = false
    const { kind } = counting()
    const endless = {
      ...kind,
      step: async (one: Run<Plan>): Promise<Step> => {
        await one.saveMemo({ manifest: 'kept' })
        allow()
        return { items: [], next: 'wait' }
      },
      leave: async (one: Run<Plan>) => {
        expect(one.memo).toEqual({ manifest: 'kept' })
        if (!mayLeave) throw new AppError('cluster_unreachable')
      },
    }
    run(endless)
    const { id } = await begin(endless)
    await allowed
    const abandon = () => abandonOperation(asManager(owner), { id })
    await expect(abandon()).rejects.toMatchObject({ code: 'cluster_unreachable' })
    expect(await look()).toMatchObject({ state: 'running' })
    mayLeave = true
    await abandon()
    await abandon()
    expect(await look()).toMatchObject({ state: 'abandoned' })
    const row = await db().operation.findUnique({ where: { id } })
    expect(row).toMatchObject({ active: null, memo: { manifest: 'kept' } })
    await begin(kind)
  })

  it('give a step what a former one saved, and keep nothing of it after the end', async () => {
    const { kind } = counting()
    const seen: unknown[] = []
    const saving = {
      ...kind,
      step: async (one: Run<Plan>): Promise<Step> => {
        seen.push(one.memo)
        if (seen.length === 2) return { items: [], next: 'done' }
        await one.saveMemo({ text: 'NUL \0' })
        return { items: [], next: 'again' }
      },
    }
    run(saving)
    const { id } = await begin(saving)
    await reach('done')
    expect(seen).toEqual([null, { text: 'NUL \0' }])
    expect(await db().operation.findUnique({ where: { id } })).toMatchObject({ memo: null })
  })

  it('of a newer replica are left to it; a plan that cannot be read fails', async () => {
    const { kind } = counting()
    const newer = await begin({ ...kind, kind: 'newer' }, 1, 'newer' as ObjectName)
    const { id } = await begin(kind)
    await db().operation.update({ where: { id }, data: { plan: {} } })
    run(kind)
    await reach('failed')
    expect(await look()).toMatchObject({ error: { code: 'unexpected' } })
    expect(await db().operation.findUnique({ where: { id: newer.id } })).toMatchObject({ leaseOwner: null })
  })

  it('are given back at once by a runner that stops', async () => {
    const { promise: reached, resolve: reach } = Promise.withResolvers<void>()
    const { kind } = counting()
    const waiting = {
      ...kind,
      step: async (): Promise<Step> => {
        reach()
        return { items: [], next: 'wait' }
      },
    }
    const runner = run(waiting)
    const { id } = await begin(waiting)
    await reached
    await runner.stop()
    expect(await db().operation.findUnique({ where: { id } })).toMatchObject({
      ...{ state: 'running', leaseOwner: null, leaseUntil: null },
    })
  })
})
