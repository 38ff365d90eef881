import { json } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ProjectRole } from '../../auth/permissions.ts'
import type { ProjectScope } from '../../auth/scope.ts'
import { closeDatabase, openDatabase } from '../../db/client.ts'
import { bothDatabases } from '../../db/testing.ts'
import { failure, namespace, Wire } from '../../kubernetes/testing.ts'
import type { StatefulSet } from '../../kubernetes/types.ts'
import { liveText } from '../../manifests/live-text.ts'
import type { ObjectName } from '../../names.ts'
import { asObject } from '../edit/get-editable.ts'
import { updateStatefulSet } from '../edit/update.ts'
import type { Losing } from '../schema.ts'
import { setRetention } from '../volumes/set-retention.ts'
import { scaleStatefulSet } from './scale.ts'
import { stopStatefulSet } from './stop.ts'

const kubeconfig = vi.hoisted(() => {
  process.env.KUBECONFIG = `/tmp/ordinal-consent-${process.pid}`
  return process.env.KUBECONFIG
})
const wire = Wire.forTests(kubeconfig)

type Scope = ProjectScope<'statefulset:edit'> &
  ProjectScope<'statefulset:scale'> &
  ProjectScope<'statefulset:stop'>
const scopeOf = (role: ProjectRole) =>
  ({
    role,
    user: { id: 'user' },
    project: { cluster: 'test', namespace, policy: {} },
  }) as unknown as Scope

const name = 'web' as ObjectName
const identity = { name, uid: 'set' }
const controller = { apiVersion: 'apps/v1', kind: 'StatefulSet', name, uid: 'set', controller: true }
const pod = (ordinal: number) => ({
  metadata: { name: `web-${ordinal}`, uid: `p${ordinal}`, ownerReferences: [controller] },
})
const claim = (ordinal: number, uid = `c${ordinal}`) => ({ metadata: { name: `data-web-${ordinal}`, uid } })
const agreedTo = (...ordinals: number[]): Losing =>
  ordinals.map((ordinal) => ({ name: `data-web-${ordinal}`, uid: `c${ordinal}` }))

let set: StatefulSet
let pods: object[]
let claims: object[]
/** What was written. */
let written: unknown[]

beforeEach(() => {
  set = {
    metadata: { name, namespace, uid: 'set', resourceVersion: '7' },
    spec: {
      replicas: 3,
      serviceName: 'web',
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: { containers: [{ name: 'main', image: 'busybox' }] },
      },
      volumeClaimTemplates: [
        {
          metadata: { name: 'data' },
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
        },
      ],
      persistentVolumeClaimRetentionPolicy: { whenScaled: 'Delete', whenDeleted: 'Retain' },
    },
  }
  pods = [0, 1, 2].map(pod)
  claims = [0, 1, 2].map((ordinal) => claim(ordinal))
  written = []
  wire.handle = async (request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://wire')
    if (request.method !== 'GET') written.push(await json(request))
    const items = pathname.endsWith('/pods') ? pods : claims
    const isList = !pathname.includes('/statefulsets')
    response.end(JSON.stringify(isList ? { metadata: {}, items } : set))
  }
})

type Change = (scope: Scope, losing: Losing) => Promise<unknown>
const edit =
  (...changes: [from: string | RegExp, to: string][]): Change =>
  (scope, losing) => {
    const base = liveText(asObject(set))
    const manifest = changes.reduce((text, [from, to]) => text.replace(from, to), base)
    expect(manifest).not.toBe(base)
    return updateStatefulSet(scope, { ...identity, base, manifest, losing })
  }
const retain = () => {
  Object.assign(set.spec ?? {}, {
    persistentVolumeClaimRetentionPolicy: { whenScaled: 'Retain', whenDeleted: 'Retain' },
  })
}
const fewer = edit(['replicas: 3', 'replicas: 1'])

describe.each(bothDatabases().slice(0, 1))('claims that would go:', (_name, { open, prepare, remove }) => {
  beforeAll(async () => {
    await prepare()
    await openDatabase(open)
  }, 60_000)
  afterAll(async () => {
    await closeDatabase()
    await remove()
  })

  const changes: readonly (readonly [string, Change, readonly number[]])[] = [
    [
      'a scale-down',
      (scope, losing) => scaleStatefulSet(scope, { ...identity, from: 3, replicas: 1, losing }),
      [1, 2],
    ],
    ['a stop', (scope, losing) => stopStatefulSet(scope, { ...identity, losing }), [0, 1, 2]],
    ['an edit of the replicas', fewer, [1, 2]],
    ['an edit without replicas, which are one then', edit([/ {2}replicas: 3\n/, '']), [1, 2]],
    ['an edit of the first ordinal', edit(['replicas: 3', 'replicas: 3\n  ordinals:\n    start: 2']), [0, 1]],
  ]
  describe.each(changes)('with %s', (_, change, ordinals) => {
    it('go for an owner who agreed to each', async () => {
      await change(scopeOf('owner'), agreedTo(...ordinals))
      expect(written).toHaveLength(1)
    })

    it.each<[string, Losing, readonly number[]]>([
      ['who agreed to none', [], ordinals],
      ['who agreed to others', agreedTo(...ordinals.slice(1)), ordinals.slice(0, 1)],
      [
        'who saw former ones of the same names',
        agreedTo(...ordinals).map((one) => ({ ...one, uid: 'former' })),
        ordinals,
      ],
    ])('stay for an owner %s', async (_person, losing, missing) => {
      const detail = missing.map((ordinal) => `data-web-${ordinal}`).join(', ')
      expect(await failure(change(scopeOf('owner'), losing))).toMatchObject({
        code: 'invalid',
        fields: [{ code: 'loses_claims', detail }],
      })
      expect(written).toEqual([])
    })

    it('stay for an operator, who may not delete claims', async () => {
      expect(await failure(change(scopeOf('operator'), agreedTo(...ordinals)))).toMatchObject({
        code: 'forbidden',
        fields: [{ code: 'loses_claims_owner' }],
      })
      expect(written).toEqual([])
    })
  })

  it('are asked for when the policy becomes Delete together with fewer replicas', async () => {
    retain()
    const change = edit(['whenScaled: Retain', 'whenScaled: Delete'], ['replicas: 3', 'replicas: 1'])
    expect(await failure(change(scopeOf('owner'), []))).toMatchObject({ fields: [{ code: 'loses_claims' }] })
    await change(scopeOf('owner'), agreedTo(1, 2))
    expect(written).toHaveLength(1)
  })

  it('are none where the policy becomes Retain together with fewer replicas', async () => {
    await edit(['whenScaled: Delete', 'whenScaled: Retain'], ['replicas: 3', 'replicas: 1'])(
      scopeOf('owner'),
      [],
    )
    expect(written).toHaveLength(1)
  })

  it('are asked for when a policy becomes Delete while pods leave already', async () => {
    retain()
    pods.push(pod(3))
    claims.push(claim(3))
    const seen = { whenScaled: 'Retain', whenDeleted: 'Retain' } as const
    const change = setRetention(scopeOf('owner'), { ...identity, ...seen, whenScaled: 'Delete', seen })
    expect(await failure(change)).toMatchObject({ fields: [{ code: 'loses_claims', detail: 'data-web-3' }] })
    expect(written).toEqual([])
  })

  it('are none when they stay: their pod is gone, their policy is Retain, or somebody else controls them', async () => {
    pods = [pod(0), pod(1)]
    const owner = { kind: 'Backup', name: 'nightly', uid: 'x', controller: true }
    claims[1] = { metadata: { ...claim(1).metadata, ownerReferences: [owner] } }
    await fewer(scopeOf('operator'), [])
    retain()
    await stopStatefulSet(scopeOf('operator'), { ...identity, losing: [] })
    expect(written).toHaveLength(2)
  })

  it('are not asked for again by an edit while they are going already', async () => {
    pods.push(pod(3))
    claims.push(claim(3))
    await edit(['image: busybox', 'image: busybox:1.37'])(scopeOf('owner'), [])
    expect(written).toHaveLength(1)
  })
})
