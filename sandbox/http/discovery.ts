import { createHash } from 'node:crypto'
import { apiVersionOf, type Resource, resourceNames, resources } from '../api/resources.ts'
import { noSuchPath } from '../api/status.ts'
import { type Schema, types } from '../schema/types.ts'

export const version = { major: '1', minor: '35', gitVersion: 'v1.35.4+sandbox', platform: 'linux/amd64' }

const groupVersions = [...new Set(Object.values(resources).map(apiVersionOf))]
const verbs = ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch']

/** What the server says of itself, for clients that ask before they call. Throws 404. */
export function discover(path: string): object {
  if (path === '/version') return version
  if (path === '/api') return { kind: 'APIVersions', versions: ['v1'] }
  if (path === '/apis') return { kind: 'APIGroupList', apiVersion: 'v1', groups: groupList() }
  if (path === '/openapi/v3') return { paths: Object.fromEntries(groupVersions.map(indexEntry)) }
  const document = /^\/openapi\/v3\/(?:api|apis)\/(.+)$/.exec(path)?.[1]
  if (document !== undefined && groupVersions.includes(document)) return openApi(document)
  const groupVersion = /^\/(?:api|apis)\/(.+)$/.exec(path)?.[1]
  if (groupVersion !== undefined && groupVersions.includes(groupVersion)) return resourceList(groupVersion)
  throw noSuchPath()
}

function groupList(): object[] {
  return groupVersions.flatMap((groupVersion) => {
    const [name, group] = groupVersion.split('/')
    if (group === undefined) return []
    const named = { groupVersion, version: group }
    return [{ name, versions: [named], preferredVersion: named }]
  })
}

function resourceList(groupVersion: string): object {
  const rows = resourceNames.filter((name) => apiVersionOf(resources[name]) === groupVersion)
  const list = rows.flatMap((name) => {
    const { isNamespaced: namespaced, kind, shortName, subresources }: Resource = resources[name]
    const row = { name, singularName: kind.toLowerCase(), namespaced, kind, verbs }
    const short = shortName === '' ? {} : { shortNames: [shortName] }
    const below = subresources.map((part) => ({ ...row, name: `${name}/${part}`, singularName: '' }))
    return [{ ...row, ...short }, ...below]
  })
  return { kind: 'APIResourceList', apiVersion: 'v1', groupVersion, resources: list }
}

/** The hash in the address changes when the document does (KEP-2896). */
function indexEntry(groupVersion: string): [string, object] {
  const path = groupVersion.includes('/') ? `apis/${groupVersion}` : `api/${groupVersion}`
  const hash = createHash('sha256')
    .update(JSON.stringify(openApi(groupVersion)))
    .digest('hex')
  return [path, { serverRelativeURL: `/openapi/v3/${path}?hash=${hash.toUpperCase()}` }]
}

const documents = new Map<string, object>()

/** The schemas of a group and all that they refer to; the calls themselves are not described. */
function openApi(groupVersion: string): object {
  const known = documents.get(groupVersion)
  if (known !== undefined) return known
  const kept = new Map<string, Schema>()
  const keep = (name: string) => {
    const schema = types[name]
    if (schema === undefined || kept.has(name)) return
    kept.set(name, schema)
    for (const [, ref = ''] of JSON.stringify(schema).matchAll(/"#\/components\/schemas\/([^"]+)"/g))
      keep(ref)
  }
  for (const name of resourceNames)
    if (apiVersionOf(resources[name]) === groupVersion) keep(resources[name].type)
  const info = { title: 'Kubernetes', version: version.gitVersion }
  const document = { openapi: '3.0.0', info, paths: {}, components: { schemas: Object.fromEntries(kept) } }
  documents.set(groupVersion, document)
  return document
}
