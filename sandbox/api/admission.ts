import { toBytes } from '../../lib/manifests/quantity.ts'
import { spareAddress } from './addresses.ts'
import { requireLimits, withLimits } from './limit-ranges.ts'
import type { AnyObject, ObjectOf } from './objects.ts'
import { requirePodSecurity } from './pod-security.ts'
import { requireQuota } from './quota.ts'
import { type ResourceName, resources } from './resources.ts'
import { isSameJson } from './same.ts'
import { forbidden, notFound } from './status.ts'
import type { Store } from './store.ts'

type Admission<R extends ResourceName> = (
  store: Store,
  object: ObjectOf<R>,
  old: ObjectOf<R> | undefined,
) => ObjectOf<R>

/** What the server's plugins and strategies make of an object, by resource. */
const admissions: { readonly [R in ResourceName]?: Admission<R> } = {
  pods: (store, pod, old) => (old === undefined ? newPod(store, withLimits(store, pod)) : pod),
  persistentvolumeclaims: (store, claim, old) => {
    if (old === undefined) return newClaim(store, claim)
    requireExpandable(store, claim, old)
    return claim
  },
  services: (store, service, old) => (old === undefined ? newService(store, service) : service),
  secrets: (_store, secret) => withText(secret),
  statefulsets: (_store, set, old) => (old === undefined ? { ...set, status: { replicas: 0 } } : set),
}

/** An object as the server's plugins complete it. Throws 403 and 404. */
export function admit(
  store: Store,
  resource: ResourceName,
  object: AnyObject,
  old: AnyObject | undefined,
): AnyObject {
  if (old === undefined && resources[resource].isNamespaced) requireNamespace(store, resource, object)
  const admission = admissions[resource] as Admission<ResourceName> | undefined
  return admission?.(store, object as never, old as never) ?? object
}

/** What a namespace has against an object that is right in itself; only then is it asked. Throws 403. */
export function requirePermission(
  store: Store,
  resource: ResourceName,
  object: AnyObject,
  old: AnyObject | undefined,
): void {
  const isOther = !isSameJson(object.spec, old?.spec)
  if (isOther && (old === undefined || resource !== 'pods')) requireLimits(store, resource, object)
  if (isOther) requirePodSecurity(store, resource, object)
  requireQuota(store, resource, object, old)
}

/** NamespaceLifecycle: what is in no namespace cannot be, and nothing new comes into one that goes. */
function requireNamespace(store: Store, resource: ResourceName, { metadata }: AnyObject): void {
  const { namespace = '', name } = metadata
  const found = store.get('namespaces', undefined, namespace)
  if (found === undefined) throw notFound('namespaces', namespace)
  if (found.metadata.deletionTimestamp === undefined) return
  throw forbidden(
    resource,
    name,
    `unable to create new content in namespace ${namespace} because it is being terminated`,
  )
}

/** More than its nodes take; a process that simulates them does not hold them all without end. */
const maxPods = 6000

/** ServiceAccount, DefaultTolerationSeconds, Priority, and the status that a pod begins with. Throws 403. */
function newPod(store: Store, pod: ObjectOf<'pods'>): ObjectOf<'pods'> {
  const spec = pod.spec ?? { containers: [] }
  const key = (name: string) => `node.kubernetes.io/${name}`
  const tolerate = (name: string) => ({
    ...{ key: key(name), operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 },
  })
  const has = (name: string) => spec.tolerations?.some((one) => !one.key || one.key === key(name)) ?? false
  const added = ['not-ready', 'unreachable'].filter((name) => !has(name)).map(tolerate)
  const account = spec.serviceAccountName || 'default'
  const { name, namespace = '' } = pod.metadata
  if (store.count('pods') >= maxPods)
    throw forbidden('pods', name, `the sandbox holds ${maxPods} pods at most`)
  if (store.get('serviceaccounts', namespace, account) === undefined)
    throw forbidden(
      'pods',
      name,
      `error looking up service account ${namespace}/${account}: serviceaccount "${account}" not found`,
    )
  return {
    ...pod,
    spec: {
      ...spec,
      serviceAccountName: account,
      serviceAccount: account,
      tolerations: [...(spec.tolerations ?? []), ...added],
      priority: 0,
      preemptionPolicy: 'PreemptLowerPriority',
    },
    status: { phase: 'Pending', qosClass: qosClass(spec.containers) },
  }
}

type Containers = NonNullable<ObjectOf<'pods'>['spec']>['containers']

function qosClass(containers: Containers): string {
  const amounts = containers.map(({ resources: { requests = {}, limits = {} } = {} }) => ({
    requests,
    limits,
  }))
  const isEmpty = amounts.every(
    ({ requests, limits }) => Object.keys({ ...requests, ...limits }).length === 0,
  )
  const isFull = amounts.every(({ requests, limits }) =>
    ['cpu', 'memory'].every(
      (name) => limits[name] !== undefined && (requests[name] ?? limits[name]) === limits[name],
    ),
  )
  return isEmpty ? 'BestEffort' : isFull ? 'Guaranteed' : 'Burstable'
}

const defaultClassMark = 'storageclass.kubernetes.io/is-default-class'

/** DefaultStorageClass and StorageObjectInUseProtection. */
function newClaim(
  store: Store,
  claim: ObjectOf<'persistentvolumeclaims'>,
): ObjectOf<'persistentvolumeclaims'> {
  const standard = store
    .list('storageclasses')
    .find(({ metadata }) => metadata.annotations?.[defaultClassMark] === 'true')
  const named = claim.spec?.storageClassName ?? standard?.metadata.name
  return {
    ...claim,
    metadata: { ...claim.metadata, finalizers: ['kubernetes.io/pvc-protection'] },
    spec: { ...claim.spec, ...(named === undefined ? {} : { storageClassName: named }) },
    status: { phase: 'Pending' },
  }
}

/** PersistentVolumeClaimResize: only a class that allows it lets its claims grow. */
function requireExpandable(
  store: Store,
  claim: ObjectOf<'persistentvolumeclaims'>,
  old: ObjectOf<'persistentvolumeclaims'>,
): void {
  const size = ({ spec }: typeof claim) => toBytes(spec?.resources?.requests?.storage ?? '0')
  if (size(claim) <= size(old)) return
  if (old.status?.phase !== 'Bound')
    throw forbidden(
      'persistentvolumeclaims',
      old.metadata.name,
      'Only bound persistent volume claims can be expanded',
    )
  const storageClass = store.get('storageclasses', undefined, old.spec?.storageClassName ?? '')
  if (storageClass?.allowVolumeExpansion === true) return
  throw forbidden(
    'persistentvolumeclaims',
    old.metadata.name,
    'only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize',
  )
}

function newService(store: Store, service: ObjectOf<'services'>): ObjectOf<'services'> {
  const spec = service.spec ?? {}
  if (spec.type === 'ExternalName') return service
  const used = store.list('services').map((one) => one.spec?.clusterIP ?? '')
  const clusterIP = spec.clusterIP || spareAddress('10.96', used)
  return {
    ...service,
    spec: {
      ...spec,
      clusterIP,
      clusterIPs: [clusterIP],
      ipFamilies: ['IPv4'],
      ipFamilyPolicy: 'SingleStack',
    },
    status: { loadBalancer: {} },
  }
}

/** What is given as text is kept as bytes, like the rest. */
function withText({ stringData, ...secret }: ObjectOf<'secrets'>): ObjectOf<'secrets'> {
  const encoded = Object.entries(stringData ?? {}).map(([key, text]) => [
    key,
    Buffer.from(text).toString('base64'),
  ])
  return { ...secret, data: { ...secret.data, ...Object.fromEntries(encoded) } }
}
