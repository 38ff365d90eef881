import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeEach, describe, expect, it } from 'vitest'
import { StoreApi, type StoreCall } from '../../kubernetes/store.testing.ts'
import { failure, namespace, Wire } from '../../kubernetes/testing.ts'
import { defaultPolicy } from '../../manifests/policy.ts'
import { createIn } from './create.ts'
import { tryIn } from './try-create.ts'

const wire = Wire.forTests()
let api: StoreApi
beforeEach(() => {
  api = new StoreApi(wire)
})

const text = `apiVersion: v1
kind: Service
metadata: { name: web }
spec: { clusterIP: None, selector: { app: web } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: web
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: busybox:1.36
`
const requestId = randomUUID()
const place = () => ({ cluster: wire.cluster, namespace })
const attempt = (skip: string[] = []) => tryIn(place(), { manifest: text, requestId, skip }, defaultPolicy)
const invalid = (...causes: object[]) => ({ status: 422, body: { details: { causes } } })
const image = (field: string) => ({ field, reason: 'FieldValueInvalid', message: 'no image' })
/** The fault for trying one kind of object. */
const when = (resource: string, status: number, body: object) => (call: StoreCall) =>
  call.method === 'POST' && call.path === resource ? { status, body } : null

describe('trying', () => {
  it('asks for everything in dry runs, and makes nothing', async () => {
    api.warning = 'old'
    expect(await attempt()).toEqual({ fields: [], warnings: ['old'], notes: [] })
    expect(
      api.calls
        .filter(({ method }) => method === 'POST')
        .map(({ path }) => path)
        .sort(),
    ).toEqual(['pods', 'services', 'statefulsets'])
    expect(api.writes).toEqual([])
  })

  it('gives all complaints about all objects at once, with document and line, each once', async () => {
    const refusals: Record<string, ReturnType<typeof invalid>> = {
      services: invalid({ field: 'spec.ports', reason: 'FieldValueRequired', message: '' }),
      statefulsets: invalid(image('spec.template.spec.containers[0].image')),
      pods: invalid(image('spec.containers[0].image'), image('spec.subdomain')),
    }
    api.fault = ({ method, path }) => (method === 'POST' ? (refusals[path] ?? null) : null)
    expect((await attempt()).fields).toMatchObject([
      { path: 'spec.ports', document: 0, line: 4 },
      { path: 'spec.template.spec.containers[0].image', document: 1, line: 17, detail: 'no image' },
      { path: 'spec.serviceName', document: 1, line: 10 },
    ])
  })

  it('says what quota and Pod Security say of the pods', async () => {
    api.fault = when('pods', 403, { message: 'pods "web-0" is forbidden: exceeded quota: q' })
    expect(await attempt()).toMatchObject({
      fields: [{ path: 'spec.template.spec', code: 'cluster_message', document: 1, line: 14 }],
      notes: [],
    })
  })

  it.each([
    [403, { message: 'pods is forbidden: User "ordinal" cannot create resource "pods" in API group ""' }],
    [500, {}],
  ])('goes on without the pod when it cannot be tried (%i)', async (status, body) => {
    api.fault = when('pods', status, body)
    expect(await attempt()).toMatchObject({ fields: [], notes: [{ code: 'pod_not_tried' }] })
  })

  it('notes a pod that is in the way', async () => {
    api.put('pods/web-0')
    expect(await attempt()).toMatchObject({ fields: [], notes: [{ code: 'pod_exists', detail: 'web-0' }] })
  })

  it('says which names are in use, unless the person uses what is there', async () => {
    api.put('services/web')
    api.put('statefulsets/web')
    expect((await attempt()).fields).toMatchObject([
      { code: 'exists', document: 0, line: 3 },
      { code: 'taken', document: 1, line: 8 },
    ])
    expect((await attempt(['Service/web'])).fields).toMatchObject([{ code: 'taken' }])
  })

  it('has no complaint about what this request made already', async () => {
    await createIn(place(), { manifest: text, requestId, skip: [] }, defaultPolicy)
    api.put('pods/web-0')
    expect(await attempt()).toMatchObject({ fields: [], notes: [] })
  })

  it('fails when the cluster cannot be asked', async () => {
    api.fault = () => 'drop'
    expect(await failure(attempt())).toMatchObject({ code: 'cluster_unreachable' })
  })

  it('asks for everything at once, not for one after the other', async () => {
    const serve = wire.handle
    wire.handle = (request, response) => void sleep(300).then(() => serve(request, response))
    const many = Array.from({ length: 20 }, (_, index) =>
      (text.split('---\n')[0] ?? '').replace('web', `web-${index}`),
    )
    const start = performance.now()
    await tryIn(place(), { manifest: [...many, text].join('---\n'), requestId, skip: [] }, defaultPolicy)
    expect(performance.now() - start).toBeLessThan((many.length * 300) / 2)
  })
})
