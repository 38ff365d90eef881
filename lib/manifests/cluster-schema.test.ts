import { registerHooks } from 'node:module'
import { beforeAll, describe, expect, it } from 'vitest'
import { buildManifestSchema, type OpenApiDocument, type Schema } from './cluster-schema'

const api = 'io.k8s.api'
const meta = 'io.k8s.apimachinery.pkg.apis.meta.v1'
const gvk = (group: string, kind: string) => ({
  'x-kubernetes-group-version-kind': [{ group, version: 'v1', kind }],
})
const ref = (name: string, description?: string): Schema => ({
  allOf: [{ $ref: `#/components/schemas/${name}` }],
  ...(description === undefined ? {} : { description }),
  default: {},
})

/** A piece of what kube-apiserver 1.35 publishes, with each thing that is treated apart. */
const published: Record<string, Schema> = {
  [`${api}.apps.v1.StatefulSet`]: {
    ...gvk('apps', 'StatefulSet'),
    type: 'object',
    properties: {
      apiVersion: { type: 'string' },
      kind: { type: 'string' },
      metadata: ref(`${meta}.ObjectMeta`),
      spec: ref(`${api}.apps.v1.StatefulSetSpec`, 'Spec defines the pods.\n\nMore of it.'),
      status: ref(`${api}.apps.v1.StatefulSetStatus`),
    },
  },
  [`${api}.apps.v1.StatefulSetSpec`]: {
    type: 'object',
    required: ['template'],
    properties: {
      replicas: { type: 'integer', format: 'int32', default: 0, description: `${'Long. '.repeat(70)}` },
      template: ref(`${api}.core.v1.PodSpec`),
      podManagementPolicy: { type: 'string', enum: ['OrderedReady', 'Parallel'] },
      maxUnavailable: ref('io.k8s.apimachinery.pkg.util.intstr.IntOrString'),
      volumeClaimTemplates: { type: 'array', items: ref(`${api}.core.v1.PersistentVolumeClaim`) },
    },
  },
  [`${api}.apps.v1.StatefulSetStatus`]: { type: 'object', properties: { replicas: { type: 'integer' } } },
  [`${api}.core.v1.PodSpec`]: {
    type: 'object',
    properties: {
      limits: {
        type: 'object',
        additionalProperties: ref('io.k8s.apimachinery.pkg.api.resource.Quantity'),
      },
      protocol: { type: 'string', default: 'TCP' },
      ephemeralContainers: { type: 'array', items: ref(`${api}.core.v1.EphemeralContainer`) },
      status: { type: 'string' },
    },
  },
  [`${api}.core.v1.EphemeralContainer`]: { type: 'object', properties: { name: { type: 'string' } } },
  [`${api}.core.v1.PersistentVolumeClaim`]: {
    ...gvk('', 'PersistentVolumeClaim'),
    type: 'object',
    properties: {
      apiVersion: { type: 'string' },
      kind: { type: 'string' },
      metadata: ref(`${meta}.ObjectMeta`),
      status: { type: 'object' },
    },
  },
  [`${meta}.ObjectMeta`]: {
    type: 'object',
    properties: {
      name: { type: 'string' },
      labels: { type: 'object', additionalProperties: { type: 'string', default: '' } },
      managedFields: { type: 'array', items: { type: 'object' } },
      uid: { type: 'string' },
    },
  },
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': { type: 'string', format: 'int-or-string' },
  'io.k8s.apimachinery.pkg.api.resource.Quantity': { type: 'string' },
  [`${api}.core.v1.Node`]: { ...gvk('', 'Node'), type: 'object', properties: {} },
}
const documents: OpenApiDocument[] = [{ components: { schemas: published } }]
const schema = buildManifestSchema(documents) as { definitions: Record<string, Schema>; allOf: unknown[] }

describe('of what a cluster publishes', () => {
  it('only what a manifest can hold is kept', () => {
    expect(Object.keys(schema.definitions).sort()).toEqual([
      'api.resource.Quantity',
      'apis.meta.v1.ObjectMeta',
      'apps.v1.StatefulSetSpec',
      'core.v1.PersistentVolumeClaim',
      'core.v1.PodSpec',
      'util.intstr.IntOrString',
    ])
    expect(JSON.stringify(schema)).not.toMatch(/x-kubernetes|components|int32|managedFields|ephemeral/)
  })

  it('a description keeps whole sentences of its first paragraph, beside its reference', () => {
    expect(JSON.stringify(schema.allOf)).toContain('"description":"Spec defines the pods."')
    const spec = schema.definitions['apps.v1.StatefulSetSpec']
    expect(spec?.properties?.replicas?.description).toMatch(/^(?:Long\. )+Long\.$/)
    expect(spec?.properties?.replicas?.description?.length).toBeLessThan(321)
  })

  it('a default that is only the zero value is no default', () => {
    expect(schema.definitions['apps.v1.StatefulSetSpec']?.properties?.replicas).not.toHaveProperty('default')
    expect(schema.definitions['core.v1.PodSpec']?.properties?.protocol?.default).toBe('TCP')
  })

  it('a cluster that publishes nothing of ours gives a schema that allows no kind but a list', () => {
    expect(buildManifestSchema([{}])).toMatchObject({ properties: { kind: { enum: ['List'] } } })
  })
})

interface LanguageServer {
  doValidation(uri: string): Promise<{ message: string; range: { start: { line: number } } }[]>
  doComplete(uri: string, at: { line: number; character: number }): Promise<{ items: { label: string }[] }>
}

/** The language server of the editor's worker, without the worker. */
async function startLanguageServer(model: { uri: string; version: number; getValue(): string }) {
  const url = 'data:text/javascript,export const initialize = (make) => { globalThis.makeServer = make }'
  registerHooks({
    resolve: (name, context, next) =>
      name === 'monaco-worker-manager/worker' ? { url, shortCircuit: true } : next(name, context),
  })
  await import('monaco-yaml/yaml.worker.js')
  const { makeServer } = globalThis as unknown as {
    makeServer(context: object, settings: object): LanguageServer
  }
  const schemas = [{ uri: 'ordinal://manifest', fileMatch: ['*'], schema }]
  return makeServer({ getMirrorModels: () => [model] }, { validate: true, completion: true, schemas })
}

describe('the editor', () => {
  const model = { uri: 'file:///manifest.yaml', version: 0, text: '', getValue: () => model.text }
  let server: LanguageServer
  beforeAll(async () => {
    server = await startLanguageServer(model)
  })
  const show = (text: string) => {
    model.text = text
    model.version++
  }
  const set = 'apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: web}\n'

  it.each([
    ['has nothing to say of what is right', `${set}spec: {template: {limits: {cpu: 1, memory: 1Gi}}}`, []],
    ['takes a number or a text where both may be', `${set}spec: {template: {}, maxUnavailable: 10%}`, []],
    [
      'marks a field that is misspelt',
      `${set}spec: {template: {}, replica: 3}`,
      ['4: Property replica is not allowed.'],
    ],
    ['marks a field that is missing', `${set}spec: {}`, ['4: Missing property "template".']],
    [
      'marks a wrong type',
      `${set}spec: {template: {}, replicas: "3"}`,
      ['4: Incorrect type. Expected "integer".'],
    ],
    [
      'marks a value that is none of the known',
      `${set}spec: {template: {}, podManagementPolicy: Paralel}`,
      ['4: Value is not accepted. Valid values: "OrderedReady", "Parallel".'],
    ],
    ['marks what the cluster fills in', `${set}status: {}`, ['4: Property status is not allowed.']],
    [
      'marks the version that is not of this kind',
      'apiVersion: v1\nkind: StatefulSet\nmetadata: {name: web}',
      ['1: Value is not accepted. Valid values: "apps/v1".'],
    ],
    [
      'lets a claim template be without a kind',
      `${set}spec: {template: {}, volumeClaimTemplates: [{metadata: {name: a}}]}`,
      [],
    ],
    [
      'checks each document by its own kind',
      `${set}---\napiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: a, nam: b}`,
      ['7: Property nam is not allowed.'],
    ],
    [
      'checks what is in a list',
      'apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: PersistentVolumeClaim\n    metadata: {nam: b}',
      ['6: Property nam is not allowed.'],
    ],
    [
      'reads JSON',
      '{"apiVersion":"apps/v1","kind":"StatefulSet","metadata":{},"spce":{}}',
      ['1: Property spce is not allowed.'],
    ],
  ])('%s', async (_name, text, expected) => {
    show(text)
    const complaints = await server.doValidation(model.uri)
    expect(complaints.map(({ message, range }) => `${range.start.line + 1}: ${message}`)).toEqual(expected)
  })

  it('offers the fields that are possible here', async () => {
    show(`${set}spec:\n  `)
    const { items } = await server.doComplete(model.uri, { line: 4, character: 2 })
    expect(items.map(({ label }) => label)).toEqual(
      expect.arrayContaining(['replicas', 'volumeClaimTemplates']),
    )
  })
})
