import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { type Fault, StoreApi, type StoreCall } from '../../kubernetes/store.testing.ts'
import { failure, namespace, Wire } from '../../kubernetes/testing.ts'
import { defaultPolicy } from '../../manifests/policy.ts'
import { createIn } from './create.ts'

const wire = Wire.forTests()
let api: StoreApi
beforeEach(() => {
  api = new StoreApi(wire)
})

const set = `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web, annotations: { ordinal.io/description: A web server }, uid: from-elsewhere }
spec:
  serviceName: web
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: main, image: busybox:1.36 }] }
status: { replicas: 2 }
`
const service =
  'apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { clusterIP: None, selector: { app: web } }\n'
const budget =
  'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: web }\nspec: { maxUnavailable: 1, selector: { matchLabels: { app: web } } }\n'
const config = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: web }\n'
const claim =
  'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: shared }\nspec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Mi } } }\n'
const text = [set, service, budget, claim, config].join('---\n')
const all = [
  'configmaps/web',
  'persistentvolumeclaims/shared',
  'services/web',
  'poddisruptionbudgets/web',
  'statefulsets/web',
]
const requestId = randomUUID()
const create = (manifest = text, more: { requestId?: string; skip?: string[] } = {}) =>
  createIn({ cluster: wire.cluster, namespace }, { manifest, requestId, skip: [], ...more }, defaultPolicy)
const refused = {
  status: 422,
  body: { details: { causes: [{ field: 'spec.replicas', reason: 'FieldValueInvalid', message: 'no' }] } },
}
const isMaking = ({ method, isDryRun }: StoreCall, resource: string, path: string) =>
  method === 'POST' && !isDryRun && path === resource
/** The fault for making one kind of object. */
const when =
  (resource: string, fault: Fault) =>
  (call: StoreCall): Fault =>
    isMaking(call, resource, call.path) ? fault : null

describe('creating', () => {
  it('makes the companions before the set, all checked first and all strict', async () => {
    expect(await create()).toEqual({ name: 'web', warnings: [] })
    expect(api.writes).toEqual(all.map((path) => `POST ${path}`))
    const posts = wire.recorded.filter((call) => call.startsWith('POST'))
    expect(posts.slice(0, 5).every((call) => call.includes('dryRun=All'))).toBe(true)
    expect(posts.every((call) => call.includes('fieldValidation=Strict'))).toBe(true)
  })

  it('marks what it makes, keeps what was written and sends nothing that a server fills in', async () => {
    await create()
    for (const object of api.objects.values()) {
      expect(object.metadata.annotations).toMatchObject({ 'ordinal.io/request': requestId })
    }
    const made = api.objects.get('statefulsets/web')
    expect(made?.metadata.annotations).toMatchObject({ 'ordinal.io/description': 'A web server' })
    expect(made?.metadata.uid).not.toBe('from-elsewhere')
    expect(made).not.toHaveProperty('status')
  })

  it('says what the server warned about', async () => {
    api.warning = 'old'
    expect(await create(set)).toEqual({ name: 'web', warnings: ['old'] })
  })

  it('makes nothing when one object is refused in the dry run, and says all at once', async () => {
    api.fault = ({ isDryRun }) => (isDryRun ? refused : null)
    expect(await failure(create())).toMatchObject({
      code: 'cluster_invalid',
      fields: [4, 3, 1, 2, 0].map((document) => ({ path: 'spec.replicas', document })),
    })
    expect(api.writes).toEqual([])
  })
})

describe('a name that is in use', () => {
  it('of the set is a complaint at its name, and nothing is made', async () => {
    api.put('statefulsets/web')
    expect(await failure(create())).toMatchObject({
      code: 'already_exists',
      fields: [{ path: 'metadata.name', code: 'taken', line: 3, document: 0 }],
    })
    expect(api.writes).toEqual([])
  })

  it('of companions is a complaint for each', async () => {
    api.put('services/web')
    api.put('configmaps/web', { metadata: { annotations: { 'ordinal.io/request': randomUUID() } } })
    expect(await failure(create())).toMatchObject({
      code: 'already_exists',
      fields: [
        { code: 'exists', detail: 'ConfigMap/web', document: 4 },
        { code: 'exists', detail: 'Service/web', document: 1 },
      ],
    })
    expect(api.writes).toEqual([])
  })

  it('of a companion is fine when the person chose to use it, and it stays as it is', async () => {
    api.put('services/web', { spec: { mine: true } })
    await create(text, { skip: ['Service/web'] })
    expect(api.objects.get('services/web')).toMatchObject({ spec: { mine: true } })
    expect(api.writes).toEqual(all.filter((path) => path !== 'services/web').map((path) => `POST ${path}`))
  })

  it('of a set that was made by this request and is being deleted is in use', async () => {
    await create()
    const made = api.objects.get('statefulsets/web')
    Object.assign(made?.metadata ?? {}, { deletionTimestamp: '2026-01-01T00:00:00Z' })
    expect(await failure(create())).toMatchObject({ code: 'already_exists' })
  })
})

describe('the same request again', () => {
  it('after it succeeded makes nothing', async () => {
    await create()
    const before = api.writes.length
    expect(await create()).toEqual({ name: 'web', warnings: [] })
    expect(api.writes).toHaveLength(before)
  })

  it('at the same time makes one of each', async () => {
    const outcomes = await Promise.all([create(), create(), create()])
    expect(outcomes.map(({ name }) => name)).toEqual(['web', 'web', 'web'])
    expect([...api.objects.keys()].sort()).toEqual(all.toSorted())
  })

  it('with another text than the set was made from is a name in use', async () => {
    await create()
    expect(await failure(create(text.replace('replicas: 2', 'replicas: 3')))).toMatchObject({
      code: 'already_exists',
    })
  })

  it('takes back what it made from a text that was changed since', async () => {
    const annotations = { 'ordinal.io/request': requestId, 'ordinal.io/request-digest': 'of another text' }
    api.put('services/web', { metadata: { annotations }, spec: { former: true } })
    await create()
    expect(api.objects.get('services/web')).toMatchObject({ spec: { clusterIP: 'None' } })
    expect(api.writes[0]).toBe('DELETE services/web')
  })

  // Five looks, five dry runs, five objects.
  const moments = Array.from({ length: 16 }, (_, index) => index)
  it.each(moments.flatMap((moment) => [[moment, 'drop'] as const, [moment, 'lose'] as const]))(
    'after the process was killed at call %i (%s) ends with exactly one of each',
    async (moment, fault) => {
      api.fault = (_call, index) => (index < moment ? null : index === moment ? fault : 'drop')
      const first = await failure(create())
      if (moment < 15) expect(first).toMatchObject({ code: 'cluster_unreachable' })
      const before = new Map([...api.objects].map(([path, { metadata }]) => [path, metadata.uid]))
      api.fault = () => null
      expect(await create()).toMatchObject({ name: 'web' })
      expect([...api.objects.keys()].sort()).toEqual(all.toSorted())
      // What was there is the same object, not another in its place.
      for (const [path, uid] of before) expect(api.objects.get(path)?.metadata.uid).toBe(uid)
    },
  )
})

describe('a refusal half-way', () => {
  it('takes back what this request made, the last first, and nothing else', async () => {
    api.put('configmaps/web')
    api.fault = when('statefulsets', refused)
    expect(await failure(create(text, { skip: ['ConfigMap/web'] }))).toMatchObject({
      code: 'cluster_invalid',
      fields: [{ path: 'spec.replicas', line: 6, document: 0 }],
    })
    expect(api.writes.filter((call) => call.startsWith('DELETE'))).toEqual([
      'DELETE poddisruptionbudgets/web',
      'DELETE services/web',
      'DELETE persistentvolumeclaims/shared',
    ])
    expect([...api.objects.keys()]).toEqual(['configmaps/web'])
  })

  it('takes back what an earlier try of it made', async () => {
    api.fault = (call) =>
      isMaking(call, 'statefulsets', call.path) || call.method === 'DELETE' ? 'drop' : null
    await failure(create())
    api.fault = when('statefulsets', refused)
    await failure(create())
    expect([...api.objects.keys()]).toEqual([])
  })

  it('leaves another object that stands in the place of one it made', async () => {
    api.fault = (call) => {
      if (!isMaking(call, 'statefulsets', call.path)) return null
      api.put('services/web', { spec: { another: true } })
      return refused
    }
    expect(await failure(create())).toMatchObject({ code: 'cluster_invalid' })
    expect([...api.objects.keys()]).toEqual(['services/web'])
  })

  it('says exactly what remains when taking back fails', async () => {
    api.fault = (call) =>
      isMaking(call, 'statefulsets', call.path) || (call.method === 'DELETE' && call.path === 'services/web')
        ? { status: 403, body: { message: 'no' } }
        : null
    expect(await failure(create())).toMatchObject({
      code: 'half_made',
      fields: [
        { code: 'cluster_message', detail: 'no', document: 0 },
        { code: 'left_behind', detail: 'Service/web', document: 1 },
      ],
    })
    expect([...api.objects.keys()]).toEqual(['services/web'])
  })
})

describe('an answer that is lost', () => {
  it.each(all)('after %s was made is no failure', async (path) => {
    const resource = path.split('/')[0] ?? ''
    api.fault = when(resource, 'lose')
    expect(await create()).toMatchObject({ name: 'web' })
    expect([...api.objects.keys()].sort()).toEqual(all.toSorted())
  })

  it('and was about nothing leaves nothing', async () => {
    api.fault = when('statefulsets', 'drop')
    expect(await failure(create())).toMatchObject({ code: 'cluster_unreachable', fields: [] })
    expect([...api.objects.keys()]).toEqual([])
  })

  it('by a cluster that is gone then takes nothing back, and says what is known', async () => {
    let isGone = false
    api.fault = (call) => {
      isGone ||= isMaking(call, 'statefulsets', call.path)
      return isGone ? 'drop' : null
    }
    const text = [set, service].join('---\n')
    expect(await failure(create(text))).toMatchObject({
      code: 'cluster_unreachable',
      fields: [
        { code: 'in_doubt', detail: 'StatefulSet/web' },
        { code: 'left_behind', detail: 'Service/web' },
      ],
    })
    expect([...api.objects.keys()]).toEqual(['services/web'])
  })
})
