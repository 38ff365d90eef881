import type { Api } from '../api/api.ts'
import { finalizerOf } from '../api/deletion.ts'
import type { AnyObject } from '../api/objects.ts'
import { type ResourceName, resourceNames } from '../api/resources.ts'
import type { Controller, Key } from './queue.ts'

const writer = { manager: 'kube-controller-manager' }

/**
 * Deletes what has lost all its owners, and does what an owner's finalizers ask for before it goes: `orphan` lets the
 * dependents live on their own, `foregroundDeletion` waits until they are gone (pkg/controller/garbagecollector).
 */
export function garbageCollector(api: Api): Controller {
  return {
    name: 'garbage-collector',
    wakes: (resource, object, { after }) => {
      const isOwned = (object.metadata.ownerReferences ?? []).length > 0
      const keys = isOwned || isWaiting(object) ? [keyOf(resource, object)] : []
      // An owner that is gone or on its way concerns all that it owns, and one that waits for them its dependents.
      const dependents =
        after === undefined || object.metadata.deletionTimestamp !== undefined
          ? api.store.dependents(object.metadata.uid).map(([one, name]) => keyOf(name, one))
          : []
      return [...keys, ...dependents, ...(after === undefined ? waitingOwners(api, object) : [])]
    },
    sync: ({ namespace, name }) => {
      const [resource = '', ...rest] = name.split('/')
      const known = resourceNames.find((one) => one === resource)
      if (known !== undefined) collect(api, known, namespace === '' ? undefined : namespace, rest.join('/'))
      return undefined
    },
  }
}

function keyOf(resource: ResourceName, { metadata }: AnyObject): Key {
  return { namespace: metadata.namespace ?? '', name: `${resource}/${metadata.name}` }
}

function isWaiting({ metadata }: AnyObject): boolean {
  const { finalizers = [], deletionTimestamp } = metadata
  return (
    deletionTimestamp !== undefined && Object.values(finalizerOf).some((name) => finalizers.includes(name))
  )
}

function waitingOwners(api: Api, { metadata }: AnyObject): Key[] {
  return (metadata.ownerReferences ?? []).flatMap(({ kind, name }) => {
    if (kind !== 'StatefulSet') return []
    const owner = api.store.get('statefulsets', metadata.namespace, name)
    return owner === undefined ? [] : [keyOf('statefulsets', owner)]
  })
}

function collect(api: Api, resource: ResourceName, namespace: string | undefined, name: string): void {
  const object: AnyObject | undefined = api.store.get(resource, namespace, name)
  if (object === undefined) return
  if (isWaiting(object)) {
    release(api, resource, object)
    return
  }
  const owners = object.metadata.ownerReferences ?? []
  if (owners.length === 0 || object.metadata.deletionTimestamp !== undefined) return
  const alive = owners.filter((owner) => isAlive(api, namespace, owner))
  const isForeground = owners.some((owner) => isDeletingInForeground(api, namespace, owner))
  if (alive.length > 0 && !isForeground) return
  const preconditions = { uid: object.metadata.uid }
  api.delete(resource, namespace, name, {
    preconditions,
    propagationPolicy: isForeground ? 'Foreground' : 'Background',
  })
}

type Owner = NonNullable<AnyObject['metadata']['ownerReferences']>[number]

function findOwner(
  api: Api,
  namespace: string | undefined,
  { kind, name, uid }: Owner,
): AnyObject | undefined {
  const resource = ownerResources[kind]
  // An owner of a kind that the sandbox does not have is believed to be there.
  if (resource === undefined) return { metadata: { name, uid, resourceVersion: '' } }
  const found = api.store.get(resource, namespace, name)
  return found?.metadata.uid === uid ? found : undefined
}

const ownerResources: Readonly<Record<string, ResourceName>> = {
  StatefulSet: 'statefulsets',
  Pod: 'pods',
  ConfigMap: 'configmaps',
  Service: 'services',
  PersistentVolumeClaim: 'persistentvolumeclaims',
}

function isAlive(api: Api, namespace: string | undefined, owner: Owner): boolean {
  return findOwner(api, namespace, owner) !== undefined
}

function isDeletingInForeground(api: Api, namespace: string | undefined, owner: Owner): boolean {
  const found = findOwner(api, namespace, owner)?.metadata
  return found?.deletionTimestamp !== undefined && found.finalizers?.includes(finalizerOf.Foreground) === true
}

/** Does what a finalizer stands for, then takes it off. */
function release(api: Api, resource: ResourceName, owner: AnyObject): void {
  const { uid, finalizers = [] } = owner.metadata
  const dependents = api.store.dependents(uid)
  if (finalizers.includes(finalizerOf.Orphan)) {
    for (const [dependent, name] of dependents) {
      const ownerReferences = dependent.metadata.ownerReferences?.filter((one) => one.uid !== uid) ?? []
      api.update(name, { ...dependent, metadata: { ...dependent.metadata, ownerReferences } }, writer)
    }
  } else if (dependents.some(([{ metadata }]) => isBlocking(metadata, uid))) {
    return
  }
  const left = finalizers.filter((name) => name !== finalizerOf.Orphan && name !== finalizerOf.Foreground)
  api.update(resource, { ...owner, metadata: { ...owner.metadata, finalizers: left } }, writer)
}

function isBlocking({ ownerReferences = [] }: AnyObject['metadata'], uid: string): boolean {
  return ownerReferences.some((owner) => owner.uid === uid && owner.blockOwnerDeletion === true)
}
