/** The objects that a manifest may hold, as the cluster names them. */
const kinds = [
  { group: 'apps', version: 'v1', kind: 'StatefulSet' },
  { group: '', version: 'v1', kind: 'Service' },
  { group: '', version: 'v1', kind: 'ConfigMap' },
  { group: '', version: 'v1', kind: 'PersistentVolumeClaim' },
  { group: 'policy', version: 'v1', kind: 'PodDisruptionBudget' },
] as const

/** What the cluster fills in by itself, or refuses in a template. */
const notWritten = new Set([
  'ObjectMeta.creationTimestamp',
  'ObjectMeta.deletionGracePeriodSeconds',
  'ObjectMeta.deletionTimestamp',
  'ObjectMeta.generation',
  'ObjectMeta.managedFields',
  'ObjectMeta.resourceVersion',
  'ObjectMeta.selfLink',
  'ObjectMeta.uid',
  'PodSpec.ephemeralContainers',
  ...kinds.map(({ kind }) => `${kind}.status`),
])

/** A schema of OpenAPI 3.0 as Kubernetes publishes it; what is kept of it is JSON Schema draft 7 too. */
export interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly format?: string
  readonly description?: string
  readonly default?: unknown
  readonly enum?: readonly unknown[]
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: Schema | boolean
  readonly items?: Schema
  readonly allOf?: readonly Schema[]
  readonly 'x-kubernetes-group-version-kind'?: readonly { group: string; version: string; kind: string }[]
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean
}

/** `/openapi/v3/…` of one group. */
export interface OpenApiDocument {
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> }
}

/**
 * One JSON schema for a document of a manifest, from what the cluster says of its own objects: chosen by `kind`, only
 * what is reachable and what a person writes. A field that is not in it is an error, as it is for the cluster. A kind
 * that the cluster does not know is left out.
 */
export function buildManifestSchema(documents: readonly OpenApiDocument[]): object {
  const published = new Map(documents.flatMap(({ components }) => Object.entries(components?.schemas ?? {})))
  const waiting: string[] = []
  const read = (name: string) => trim(published.get(name) ?? {}, lastWord(name), (next) => waiting.push(next))
  const known = kinds.flatMap((object) => {
    const name = [...published.keys()].find((key) => isOf(published.get(key), object))
    return name === undefined ? [] : [{ object, schema: whole(read(name), object) }]
  })
  const definitions = new Map<string, Schema>()
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (!definitions.has(shortName(name))) definitions.set(shortName(name), read(name))
  }
  const branches = [...known.map(({ object, schema }) => branch(object.kind, schema)), branch('List', list)]
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    type: 'object',
    required: ['apiVersion', 'kind'],
    properties: {
      apiVersion: { type: 'string', enum: [...new Set(known.map(({ object }) => apiVersion(object)))] },
      kind: { type: 'string', enum: [...known.map(({ object }) => object.kind), 'List'] },
    },
    allOf: branches,
    definitions: Object.fromEntries(definitions),
  }
}

type Kind = (typeof kinds)[number]

/** As `kubectl get -o yaml` prints several objects. */
const list: Schema = {
  type: 'object',
  required: ['items'],
  properties: {
    apiVersion: { enum: ['v1'] },
    kind: { enum: ['List'] },
    metadata: { type: 'object' },
    items: { type: 'array', items: { $ref: '#' } },
  },
  additionalProperties: false,
}

function isOf(schema: Schema | undefined, { group, version, kind }: Kind): boolean {
  const names = schema?.['x-kubernetes-group-version-kind'] ?? []
  return names.some((name) => name.group === group && name.version === version && name.kind === kind)
}

function apiVersion({ group, version }: Kind): string {
  return group === '' ? version : `${group}/${version}`
}

/** An object by itself says what it is; the same inside of another (a claim template) need not. */
function whole(schema: Schema, object: Kind): Schema {
  return {
    ...schema,
    required: ['apiVersion', 'kind', 'metadata'],
    properties: {
      ...schema.properties,
      apiVersion: { enum: [apiVersion(object)] },
      kind: { enum: [object.kind] },
    },
  }
}

function branch(kind: string, schema: Schema) {
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  return { if: { required: ['kind'], properties: { kind: { const: kind } } }, then: schema }
}

/** `owner` is the name of the type whose schema this is, without its package. */
function trim(schema: Schema, owner: string, follow: (name: string) => void): Schema {
  const nested = (inner: Schema) => trim(inner, '', follow)
  const description = shorten(schema.description ?? '')
  const said = description === '' ? {} : { description }
  // A reference that says something of its own comes as an allOf of one.
  const ref = schema.$ref ?? schema.allOf?.[0]?.$ref
  if (ref !== undefined) {
    const name = ref.slice(ref.lastIndexOf('/') + 1)
    follow(name)
    return { $ref: `#/definitions/${shortName(name)}`, ...said }
  }
  const isWritten = (key: string) => !notWritten.has(`${owner}.${key}`)
  const properties = Object.entries(schema.properties ?? {}).filter(([key]) => isWritten(key))
  const required = schema.required?.filter(isWritten) ?? []
  const others = schema.additionalProperties
  const isClosed = others === undefined && !schema['x-kubernetes-preserve-unknown-fields']
  return {
    ...said,
    ...typeOf(schema, owner),
    // Go's zero values (0, "", {}) are no advice.
    ...(schema.default && typeof schema.default !== 'object' ? { default: schema.default } : {}),
    ...(schema.enum && { enum: schema.enum }),
    ...(required.length > 0 && { required }),
    ...(properties.length > 0 && {
      properties: Object.fromEntries(properties.map(([key, inner]) => [key, nested(inner)])),
      ...(isClosed && { additionalProperties: false }),
    }),
    ...(typeof others === 'object' && { additionalProperties: nested(others) }),
    ...(schema.items && { items: nested(schema.items) }),
  }
}

/** Servers before 1.27 say only `string` of a quantity and of what may be a number or a text. */
function typeOf(schema: Schema, owner: string): Pick<Schema, 'type'> {
  if (schema.format === 'int-or-string') return { type: ['integer', 'string'] }
  if (owner === 'Quantity') return { type: ['string', 'number'] }
  return schema.type === undefined ? {} : { type: schema.type }
}

const maxDescription = 320

/** Whole sentences of the first paragraph. */
function shorten(text: string): string {
  const line = text
    .replace(/\n\n.*/s, '')
    .replace(/\s+/g, ' ')
    .trim()
  if (line.length <= maxDescription) return line
  const end = line.lastIndexOf('. ', maxDescription)
  return end > 0 ? line.slice(0, end + 1) : `${line.slice(0, line.lastIndexOf(' ', maxDescription))} …`
}

/** `core.v1.Container`: the editor shows it for the fields that must be there. */
function shortName(name: string): string {
  return name.replace(/^io\.k8s\.(?:api\.|apimachinery\.pkg\.)?/, '')
}

function lastWord(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1)
}
