import { AppError } from '../errors.ts'
import { isNamespaceName, isObjectName, type NamespaceName, type ObjectName } from '../names.ts'

/** Every resource that Ordinal calls. What is not here cannot be asked for. */
const resources = {
  statefulsets: { prefix: '/apis/apps/v1', isNamespaced: true },
  controllerrevisions: { prefix: '/apis/apps/v1', isNamespaced: true },
  pods: { prefix: '/api/v1', isNamespaced: true },
  services: { prefix: '/api/v1', isNamespaced: true },
  persistentvolumeclaims: { prefix: '/api/v1', isNamespaced: true },
  configmaps: { prefix: '/api/v1', isNamespaced: true },
  secrets: { prefix: '/api/v1', isNamespaced: true },
  serviceaccounts: { prefix: '/api/v1', isNamespaced: true },
  resourcequotas: { prefix: '/api/v1', isNamespaced: true },
  limitranges: { prefix: '/api/v1', isNamespaced: true },
  poddisruptionbudgets: { prefix: '/apis/policy/v1', isNamespaced: true },
  horizontalpodautoscalers: { prefix: '/apis/autoscaling/v2', isNamespaced: true },
  events: { prefix: '/api/v1', isNamespaced: true },
  namespaces: { prefix: '/api/v1', isNamespaced: false },
  nodes: { prefix: '/api/v1', isNamespaced: false },
  persistentvolumes: { prefix: '/api/v1', isNamespaced: false },
  storageclasses: { prefix: '/apis/storage.k8s.io/v1', isNamespaced: false },
} as const

/** What the cluster publishes about its own objects (OpenAPI v3): the index of all groups, and the groups we write. */
const openApiDocuments = {
  index: '/openapi/v3',
  'api/v1': '/openapi/v3/api/v1',
  'apis/apps/v1': '/openapi/v3/apis/apps/v1',
  'apis/policy/v1': '/openapi/v3/apis/policy/v1',
} as const

const subresources = ['scale', 'log', 'exec', 'ephemeralcontainers'] as const

export type Resource = keyof typeof resources
/** Secrets are read in secret-keys.ts, which lets no value out, and secret-value.ts, which lets out one. */
export type OpenResource = Exclude<Resource, 'secrets'>
export type OpenApiDocumentName = keyof typeof openApiDocuments
export type Subresource = (typeof subresources)[number]

/** All namespaces at once, for lists and watches. No text can be it, so no name can widen a call by accident. */
export const everywhere = Symbol('all namespaces')
export type Everywhere = typeof everywhere
/** What a collection is of: one namespace, all of them, or (null) what is in none. */
export type Place = NamespaceName | null | Everywhere

/** Which objects of a resource are meant, and how much of each. */
export interface Selection {
  readonly place: Place
  readonly labelSelector?: string | undefined
  readonly fieldSelector?: string | undefined
  /** Objects without spec and status. */
  readonly isMetadataOnly?: boolean | undefined
}

declare const path: unique symbol
/** A path of the API, made only here. */
export type ResourcePath = string & { readonly [path]: true }

/** The collection of a resource. Throws `invalid` where the resource and the place do not fit. */
export function collectionPath(resource: Resource, place: Place): ResourcePath {
  if (!Object.hasOwn(resources, resource)) throw invalid(`not a resource of ours`)
  const { prefix, isNamespaced } = resources[resource]
  if (isNamespaced !== (place !== null)) throw invalid(`${resource} and namespace`)
  const isWhole = place === null || place === everywhere
  const middle = isWhole ? '' : `/namespaces/${checked(place, isNamespaceName)}`
  return `${prefix}${middle}/${resource}` as ResourcePath
}

/**
 * One object. The name's type is the first wall; it is checked again here, since an empty name would turn a DELETE of
 * one object into a DELETE of all (and '..' into one of the namespace). Throws `invalid`.
 */
export function objectPath(
  resource: Resource,
  place: NamespaceName | null,
  name: ObjectName | NamespaceName,
  subresource?: Subresource,
): ResourcePath {
  if ((place as unknown) === everywhere) throw invalid('one object has one place')
  const item = `${collectionPath(resource, place)}/${checked(name, isObjectName)}`
  if (subresource === undefined) return item as ResourcePath
  if (!subresources.includes(subresource)) throw invalid('not a subresource of ours')
  return `${item}/${subresource}` as ResourcePath
}

/** What one pod uses, where the cluster has a metrics API. */
export function podMetricsPath(namespace: NamespaceName, pod: ObjectName): ResourcePath {
  const place = `namespaces/${checked(namespace, isNamespaceName)}/pods/${checked(pod, isObjectName)}`
  return `/apis/metrics.k8s.io/v1beta1/${place}` as ResourcePath
}

export function openApiPath(name: OpenApiDocumentName): ResourcePath {
  if (!Object.hasOwn(openApiDocuments, name)) throw invalid('not a document of ours')
  return openApiDocuments[name] as string as ResourcePath
}

/** Where one asks what one's own account may do. */
export function accessReviewPath(): ResourcePath {
  return '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews' as string as ResourcePath
}

/** Answers everybody whom the cluster lets in. */
export function versionPath(): ResourcePath {
  return '/version' as string as ResourcePath
}

function checked(name: string, isValid: (text: string) => boolean): string {
  if (typeof name !== 'string' || !isValid(name)) throw invalid('not a Kubernetes name')
  return encodeURIComponent(name)
}

function invalid(message: string): AppError {
  return new AppError('invalid', { message })
}
