import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { resources } from '../api/resources.ts'

/**
 * `node sandbox/schema/record.ts FOLDER`: makes kubernetes.json anew from the OpenAPI v3 documents that a cluster
 * publishes (`kubectl get --raw /openapi/v3/apis/apps/v1 > FOLDER/apis__apps__v1_openapi.json`, the names of
 * api/openapi-spec/v3 in the Kubernetes repository): the types that the sandbox knows and what they are made of, with
 * their texts shortened.
 */
interface Schema {
  readonly [keyword: string]: unknown
}

const folder = process.argv[2] ?? '.'
const published = new Map<string, Schema>()
const groupVersions = [...Object.values(resources), { group: 'autoscaling', version: 'v1' }]
for (const { group, version } of groupVersions) {
  const name = group === '' ? `api__${version}` : `apis__${group}__${version}`
  const text = readFileSync(join(folder, `${name}_openapi.json`), 'utf8')
  const { components } = JSON.parse(text) as { components: { schemas: Record<string, Schema> } }
  for (const [type, schema] of Object.entries(components.schemas)) published.set(type, schema)
}

const roots = [...Object.values(resources).map(({ type }) => type), 'io.k8s.api.autoscaling.v1.Scale']
const kept = new Map<string, Schema>()
roots.forEach(keep)
const lines = [...kept]
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([type, schema]) => `${JSON.stringify(type)}:${JSON.stringify(schema, shortened)}`)
writeFileSync(join(import.meta.dirname, 'kubernetes.json'), `{\n${lines.join(',\n')}\n}\n`)

function keep(type: string): void {
  const schema = published.get(type)
  if (schema === undefined || kept.has(type)) return
  kept.set(type, schema)
  JSON.stringify(schema, (key, value: unknown) => {
    if (key === '$ref') keep(String(value).slice(String(value).lastIndexOf('/') + 1))
    return value
  })
}

/** The first sentences: the editor shows them when the pointer rests on a field. */
function shortened(key: string, value: unknown): unknown {
  if (key !== 'description' || typeof value !== 'string') return value
  const line = value
    .replace(/\n\n.*/s, '')
    .replace(/\s+/g, ' ')
    .trim()
  if (line.length <= 320) return line
  const end = line.lastIndexOf('. ', 320)
  return end > 0 ? line.slice(0, end + 1) : `${line.slice(0, 319)}…`
}
