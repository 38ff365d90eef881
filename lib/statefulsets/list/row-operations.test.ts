import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ProjectScope } from '../../auth/scope.ts'
import { closeDatabase, db, openDatabase } from '../../db/client.ts'
import { bothDatabases } from '../../db/testing.ts'
import { activeKey } from '../../operations/begin.ts'
import { operationWatch } from '../../operations/watch.ts'
import { readPage } from './list.ts'
import { readQuery } from './query.ts'

const cluster = 'not configured'
const items = (...states: string[]) => states.map((state) => ({ key: 'podsEnd', values: {}, state }))

describe.each(bothDatabases().slice(0, 1))('what is under way:', (_name, { open, prepare, remove }) => {
  let scope: ProjectScope<'statefulset:view'>

  beforeAll(async () => {
    await prepare()
    await openDatabase(open)
    const user = await db().user.create({ data: { username: 'ann', displayName: 'Ann' } })
    const begin = async (slug: string, target: string, progress: object[]) => {
      const project = await db().project.upsert({
        where: { slug },
        create: { slug, displayName: slug, cluster, namespace: slug },
        update: {},
      })
      await db().operation.create({
        data: {
          ...{ kind: 'deletion', permission: 'statefulset:delete', projectId: project.id, plan: {} },
          ...{ cluster, namespace: slug, target, startedById: user.id, startedByName: 'ann' },
          ...{ progress, active: activeKey(cluster, slug, target) },
        },
      })
      return project
    }
    const project = await begin('one', 'gone', items('done', 'running'))
    await begin('other', 'theirs', items('running'))
    scope = { user, project, role: 'owner' } as unknown as ProjectScope<'statefulset:view'>
    await operationWatch().look()
  }, 60_000)
  afterAll(async () => {
    await closeDatabase()
    await remove()
  })

  it('a deletion is followed after its set has left the list, and nobody sees those of others', () => {
    const { rows, operations } = readPage([scope], readQuery({}))
    expect(rows).toEqual([])
    expect(operations).toMatchObject([{ state: 'running', done: 1, total: 2 }])
  })
})
