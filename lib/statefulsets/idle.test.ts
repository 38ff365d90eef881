import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ProjectScope } from '../auth/scope.ts'
import { closeDatabase, db, openDatabase } from '../db/client.ts'
import { bothDatabases } from '../db/testing.ts'
import type { ObjectName } from '../names.ts'
import { activeKey } from '../operations/begin.ts'
import { setMetadata } from './edit/set-metadata.ts'
import { tryUpdate } from './edit/try-update.ts'
import { updateStatefulSet } from './edit/update.ts'
import { scaleStatefulSet } from './replicas/scale.ts'
import { startStatefulSet, stopStatefulSet } from './replicas/stop.ts'
import { rollBack } from './revisions/roll-back.ts'
import { holdRollout, resumeRollout } from './rollout/hold.ts'
import { restartStatefulSet } from './rollout/restart.ts'
import { setPartition } from './rollout/set-partition.ts'
import type { RollbackInput } from './schema.ts'
import { setRetention } from './volumes/set-retention.ts'

type Scope = ProjectScope<'statefulset:edit'> &
  ProjectScope<'statefulset:scale'> &
  ProjectScope<'statefulset:stop'> &
  ProjectScope<'statefulset:rollout'> &
  ProjectScope<'statefulset:rollback'> &
  ProjectScope<'statefulset:restart'>
type Change = (scope: Scope, name: ObjectName) => Promise<unknown>

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
const retain = { whenScaled: 'Retain', whenDeleted: 'Retain' } as const
const update = (name: ObjectName) => ({ name, uid: 'uid-1', base: text, manifest: text })
const changes: readonly (readonly [string, Change])[] = [
  ['the manifest', (scope, name) => updateStatefulSet(scope, { ...update(name), losing: [] })],
  ['the manifest, tried first', (scope, name) => tryUpdate(scope, update(name))],
  [
    'labels and the description',
    (scope, name) => setMetadata(scope, { name, uid: 'uid-1', labels: [], annotations: [] }),
  ],
  ['a hold', (scope, name) => holdRollout(scope, { name, uid: 'uid-1', partition: 0 })],
  ['a resumption', (scope, name) => resumeRollout(scope, { name, uid: 'uid-1', partition: 0 })],
  ['the partition', (scope, name) => setPartition(scope, { name, uid: 'uid-1', from: 0, partition: 1 })],
  [
    'a roll-back',
    (scope, name) => rollBack(scope, { name, uid: 'uid-1', revision: 'web-1', seen: 'a' } as RollbackInput),
  ],
  [
    'a number of replicas',
    (scope, name) => scaleStatefulSet(scope, { name, uid: 'uid-1', from: 2, replicas: 1, losing: [] }),
  ],
  ['a stop', (scope, name) => stopStatefulSet(scope, { name, uid: 'uid-1', losing: [] })],
  ['a start', (scope, name) => startStatefulSet(scope, { name, uid: 'uid-1' })],
  [
    'what becomes of claims',
    (scope, name) => setRetention(scope, { name, uid: 'uid-1', ...retain, seen: retain }),
  ],
  [
    'a restart',
    (scope, name) => restartStatefulSet(scope, { name, uid: 'uid-1', revision: 'web-1', requestId: 'one' }),
  ],
]

describe.each(bothDatabases().slice(0, 1))('a change:', (_name, { open, prepare, remove }) => {
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

  it.each(changes)(
    '%s is refused while an operation is on the set, before the cluster is asked',
    async (_, change) => {
      await expect(change(scope, 'web' as ObjectName)).rejects.toMatchObject({ code: 'operation_running' })
      await expect(change(scope, 'other' as ObjectName)).rejects.toMatchObject({ code: 'cluster_unknown' })
    },
  )
})
