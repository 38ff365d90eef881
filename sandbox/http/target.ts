import { type Resource, type ResourceName, resourceNames, resources } from '../api/resources.ts'
import { noSuchPath } from '../api/status.ts'

/** What an address names: a collection, one object of it, or a part of one. */
export interface Target {
  readonly resource: ResourceName
  readonly namespace: string | undefined
  readonly name: string | undefined
  readonly subresource: string | undefined
}

const pattern =
  /^\/(?:api|apis\/(?<group>[^/]+))\/(?<version>v\w+)(?:\/namespaces\/(?<namespace>[^/]+))?\/(?<resource>[a-z]+)(?:\/(?<name>[^/]+)(?:\/(?<subresource>[a-z]+))?)?$/
/** Namespaces look as if they were in one. */
const namespaces = /^\/api\/v1\/namespaces\/(?<name>[^/]+)(?:\/(?<subresource>status|finalize))?$/

/** Throws 404 for what the sandbox does not have. */
export function readTarget(path: string): Target {
  const own = namespaces.exec(path)?.groups
  if (own !== undefined) {
    const { name = '', subresource } = own
    return { resource: 'namespaces', namespace: undefined, name: decodeURIComponent(name), subresource }
  }
  const {
    group = '',
    version,
    namespace,
    resource: word,
    name,
    subresource,
  } = pattern.exec(path)?.groups ?? {}
  const resource = resourceNames.find((one) => one === word)
  const known: Resource | undefined = resource && resources[resource]
  if (resource === undefined || known?.group !== group || known.version !== version) throw noSuchPath()
  if (subresource !== undefined && !known.subresources.includes(subresource)) throw noSuchPath()
  if (namespace !== undefined && !known.isNamespaced) throw noSuchPath()
  if (name !== undefined && (namespace !== undefined) !== known.isNamespaced) throw noSuchPath()
  return { resource, namespace, name: name && decodeURIComponent(name), subresource }
}
