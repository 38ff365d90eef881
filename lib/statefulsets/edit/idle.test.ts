import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ProjectScope } from '../../auth/scope.ts'
import { closeDatabase, db, openDatabase } from '../../db/client.ts'
import { bothDatabases } from '../../db/testing.ts'
import type { ObjectName } from '../../names.ts'
import { activeKey } from '../../operations/begin.ts'
import { setMetadata } from './set-metadata.ts'
import { tryUpdate } from './try-update.ts'
import { updateStatefulSet } from './update.ts'

type Scope = ProjectScope<'statefulset:edit'>
type Edit = (scope: Scope, name: ObjectName) => Promise<unknown>

const text = `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: web
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: main, image: busybox }] }
`
const update = (name: ObjectName) => ({ name, uid: 'uid-1', base: text, manifest: text })
const edits: readonly (readonly [string, Edit])[] = [
  ['the manifest', (scope, name) => updateStatefulSet(scope, update(name))],
  ['the manifest, tried first', (scope, name) => tryUpdate(scope, update(name))],
  [
    'labels and the description',
    (scope, name) => setMetadata(scope, { name, uid: 'uid-1', labels: [], annotations: [] }),
  ],
]

describe.each(bothDatabases().slice(0, 1))('an edit of', (_name, { open, prepare, remove }) => {
  let scope: Scope

  beforeAll(async () => {
    await prepare()
    await openDatabase(open)
    const cluster = 'not configured'
    const user = await db().user.create({ data: { username: 'ann', displayName: 'Ann' } })
    const project = await db().project.create({
      data: { slug: 'one', displayName: 'one', cluster, namespace: 'one' },
    })
    scope = { user, project, role: 'owner' } as unknown as Scope
    await db().operation.create({
      data: {
        ...{ kind: 'grow', permission: 'claim:grow', projectId: project.id, plan: {} },
        ...{ cluster, namespace: 'one', target: 'web', startedById: user.id, startedByName: 'ann' },
        active: activeKey(cluster, 'one', 'web'),
      },
    })
  }, 60_000)
  afterAll(async () => {
    await closeDatabase()
    await remove()
  })

  it.each(edits)(
    '%s is refused while an operation is on the set, before the cluster is asked',
    async (_, edit) => {
      await expect(edit(scope, 'web' as ObjectName)).rejects.toMatchObject({ code: 'operation_running' })
      await expect(edit(scope, 'other' as ObjectName)).rejects.toMatchObject({ code: 'cluster_unknown' })
    },
  )
})
