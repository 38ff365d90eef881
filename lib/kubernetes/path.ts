import { AppError } from '../errors.ts'
import { isNamespaceName, isObjectName, type NamespaceName, type ObjectName } from '../names.ts'

/** Every resource that Ordinal calls. What is not here cannot be asked for. */
const resources = {
  statefulsets: { prefix: '/apis/apps/v1', isNamespaced: true },
  pods: { prefix: '/api/v1', isNamespaced: true },
  services: { prefix: '/api/v1', isNamespaced: true },
  namespaces: { prefix: '/api/v1', isNamespaced: false },
} as const

export type Resource = keyof typeof resources
export type Subresource = 'scale' | 'log' | 'exec'

declare const path: unique symbol
/** A path of the API, made only here. */
export type ResourcePath = string & { readonly [path]: true }

/** The collection of a resource in one namespace, or of a cluster-wide resource (`namespace` null). */
export function collectionPath(resource: Resource, namespace: NamespaceName | null): ResourcePath {
  const { prefix, isNamespaced } = resources[resource]
  if (isNamespaced !== (namespace !== null))
    throw new AppError('invalid', { message: `${resource} and namespace` })
  const middle = namespace === null ? '' : `/namespaces/${checked(namespace, isNamespaceName)}`
  return `${prefix}${middle}/${resource}` as ResourcePath
}

/**
 * One object. The name's type is the first wall; it is checked again here, since an empty name would turn a DELETE of
 * one object into a DELETE of all (and '..' into one of the namespace).
 */
export function objectPath(
  resource: Resource,
  namespace: NamespaceName | null,
  name: ObjectName | NamespaceName,
  subresource?: Subresource,
): ResourcePath {
  const item = `${collectionPath(resource, namespace)}/${checked(name, isObjectName)}`
  return (subresource === undefined ? item : `${item}/${subresource}`) as ResourcePath
}

function checked(name: string, isValid: (text: string) => boolean): string {
  if (typeof name !== 'string' || !isValid(name))
    throw new AppError('invalid', { message: 'not a Kubernetes name' })
  return encodeURIComponent(name)
}
