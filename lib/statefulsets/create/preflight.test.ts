import { beforeEach, describe, expect, it } from 'vitest'
import { StoreApi } from '../../kubernetes/store.testing.ts'
import { answer, namespace, Wire } from '../../kubernetes/testing.ts'
import { type PreflightInput, preflightQuerySchema } from '../schema.ts'
import { preflightIn } from './preflight.ts'
import { preflightParts } from './preflight-facts.ts'

const wire = Wire.forTests()
let api: StoreApi
beforeEach(() => {
  api = new StoreApi(wire)
})

const draft: PreflightInput = {
  parts: [...preflightParts],
  name: 'web',
  replicas: 3,
  start: 0,
  claims: [{ name: 'data', className: '', storage: '1Gi' }],
  nodeSelector: {},
  containers: [{ requests: { cpu: '500m' }, limits: {} }],
  objects: [{ apiVersion: 'v1', kind: 'Service', name: 'web' }],
}
const read = (more: Partial<PreflightInput> = {}) =>
  preflightIn({ cluster: wire.cluster, namespace }, { ...draft, ...more })

describe('what the cluster says about a draft', () => {
  it('is each part that was asked for, and no call more', async () => {
    expect(Object.keys(await read())).toEqual([...preflightParts])
    wire.recorded.length = 0
    expect(await read({ parts: ['taken', 'taken'] })).toEqual({ taken: { value: false } })
    expect(wire.recorded).toHaveLength(1)
  })

  it.each(preflightParts)('is told without %s where that is forbidden', async (part) => {
    const resources: Partial<Record<string, RegExp>> = {
      taken: /^statefulsets/,
      standing: /^services\/web$/,
      reused: /^persistentvolumeclaims$/,
      claims: /^persistentvolumeclaims$/,
      classes: /storageclasses$/,
      nodes: /nodes$/,
      quota: /^limitranges$/,
      configMaps: /^configmaps$/,
      serviceAccounts: /^serviceaccounts$/,
    }
    const refused = resources[part] ?? new RegExp(`^${part}$`)
    api.fault = ({ path }) => (refused.test(path) ? { status: 403, body: {} } : null)
    const { [part]: told, ...others } = await read()
    expect(told).toEqual({ value: null, reason: 'cluster_forbidden' })
    const withClaims = part === 'claims' || part === 'reused' ? ['claims', 'reused'] : []
    for (const [name, other] of Object.entries(others)) {
      if (!withClaims.includes(name)) expect(other, name).not.toMatchObject({ value: null })
    }
  })

  it('is that nothing can be told when the cluster is away', async () => {
    api.fault = () => 'drop'
    for (const told of Object.values(await read())) {
      expect(told).toEqual({ value: null, reason: 'cluster_unreachable' })
    }
  })
})

describe('a name', () => {
  it.each([
    ['web', true],
    ['other', false],
    ['', false],
    ['..', false],
    ['a/b', false],
    ['Web', false],
  ])('%j is taken: %s', async (name, taken) => {
    api.put('statefulsets/web')
    expect(await read({ parts: ['taken'], name })).toEqual({ taken: { value: taken } })
  })
})

describe('objects of a text', () => {
  const object = (type: string) => {
    const [apiVersion = '', kind = '', name = ''] = type.split(' ')
    return { apiVersion, kind, name }
  }

  it('are told when they are there; nothing is asked about what cannot be made here, or what is no name', async () => {
    for (const path of ['services/web', 'statefulsets/web', 'secrets/web']) api.put(path)
    const objects = [
      'v1 Service web',
      'v1 Service other',
      'apps/v1 StatefulSet web',
      'v1 Secret web',
      'v1 Service ..',
    ].map(object)
    const { standing } = await read({ parts: ['standing'], objects })
    expect(standing).toEqual({ value: ['Service/web', 'StatefulSet/web'] })
    expect(wire.recorded).toHaveLength(3)
  })
})

describe('claims', () => {
  it('that the pods will ask for are used again, in numeric order, and no other', async () => {
    const names = ['data-web-2', 'data-web-0', 'data-web-10', 'data-web-00', 'data-web-x', 'logs-web-0']
    for (const name of [...names, 'data-web2-0']) api.put(`persistentvolumeclaims/${name}`)
    const { reused } = await read({ parts: ['reused'] })
    expect(reused).toMatchObject({
      value: [
        { name: 'data-web-0', ordinal: 0, template: 'data' },
        { name: 'data-web-2', ordinal: 2 },
      ],
    })
    const later = await read({ parts: ['reused'], start: 10, replicas: 1 })
    expect(later.reused).toMatchObject({ value: [{ ordinal: 10 }] })
  })

  it('have the size they got, or else the one they ask for', async () => {
    const spec = { storageClassName: 'fast', accessModes: ['ReadWriteOnce'] }
    const asked = { ...spec, resources: { requests: { storage: '1Gi' } } }
    api.put('persistentvolumeclaims/a', {
      spec: asked,
      status: { phase: 'Bound', capacity: { storage: '2Gi' } },
    })
    api.put('persistentvolumeclaims/b', { spec: asked })
    const { claims } = await read({ parts: ['claims'] })
    const common = { className: 'fast', accessModes: ['ReadWriteOnce'] }
    expect(claims).toEqual({
      value: [
        { name: 'a', size: '2Gi', phase: 'Bound', ...common },
        { name: 'b', size: '1Gi', phase: 'Pending', ...common },
      ],
    })
  })
})

describe('services, classes and nodes', () => {
  it('are told by what the form needs of them', async () => {
    wire.handle = answer(200, {
      metadata: {},
      items: [
        {
          metadata: {
            name: 'one',
            labels: { disk: 'ssd', zone: 'a' },
            annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' },
          },
          provisioner: 'p',
          allowVolumeExpansion: true,
          spec: { clusterIP: 'None', selector: { app: 'a' }, ports: [{ port: 80 }] },
        },
        { metadata: { name: 'two' }, provisioner: 'q', volumeBindingMode: 'WaitForFirstConsumer', spec: {} },
      ],
    })
    expect(await read({ parts: ['services', 'classes', 'nodes'], nodeSelector: { disk: 'ssd' } })).toEqual({
      services: {
        value: [
          {
            name: 'one',
            isHeadless: true,
            selector: { app: 'a' },
            ports: [{ name: '', port: 80, protocol: 'TCP' }],
          },
          { name: 'two', isHeadless: false, selector: {}, ports: [] },
        ],
      },
      classes: {
        value: [
          {
            name: 'one',
            provisioner: 'p',
            isDefault: true,
            isExpandable: true,
            bindingMode: 'Immediate',
          },
          {
            name: 'two',
            provisioner: 'q',
            isDefault: false,
            isExpandable: false,
            bindingMode: 'WaitForFirstConsumer',
          },
        ],
      },
      nodes: { value: { schedulable: 2, matching: 1 } },
    })
    expect(wire.recorded.find((call) => call.includes('/nodes'))).toContain('spec.unschedulable')
  })
})

describe('Secrets and ConfigMaps', () => {
  it('are told by name and key; no value is in any answer', async () => {
    const canary = 'hunter2-canary'
    const stringData = { more: canary }
    const metadata = { annotations: { 'kubectl.kubernetes.io/last-applied-configuration': canary } }
    api.put('secrets/login', {
      metadata,
      type: 'Opaque',
      data: { user: canary, password: canary },
      stringData,
    })
    api.put('secrets/empty', { type: 'Opaque' })
    api.put('configmaps/settings', { metadata, data: { b: canary, a: canary }, binaryData: { c: canary } })
    const told = await read()
    expect(told.secrets).toEqual({
      value: [
        { name: 'login', type: 'Opaque', keys: ['password', 'user'] },
        { name: 'empty', type: 'Opaque', keys: [] },
      ],
    })
    expect(told.configMaps).toEqual({ value: [{ name: 'settings', keys: ['a', 'b', 'c'] }] })
    expect(JSON.stringify(told)).not.toContain(canary)
  })

  it('are not in a refusal either', async () => {
    api.fault = () => ({ status: 403, body: { message: 'hunter2', details: { kind: 'secrets' } } })
    expect(JSON.stringify(await read())).not.toContain('hunter2')
  })
})

describe('a draft in an address', () => {
  it.each([
    ['is read', JSON.stringify(draft), true],
    ['that is no JSON is refused', '{', false],
    ['with a part that is none is refused', JSON.stringify({ ...draft, parts: ['all'] }), false],
    ['that is too long is refused', JSON.stringify({ ...draft, name: 'x'.repeat(9000) }), false],
  ])('%s', (_name, text, isRead) => {
    expect(preflightQuerySchema.safeParse({ draft: text, project: 'p' }).success).toBe(isRead)
  })
})
