import { toBytes } from '../../lib/manifests/quantity.ts'
import type { Api } from '../api/api.ts'
import type { AnyObject, ObjectOf } from '../api/objects.ts'
import type { ResourceName } from '../api/resources.ts'
import { isSameJson } from '../api/same.ts'
import type { Change } from '../api/store.ts'
import { recordEvent } from './events.ts'
import type { Controller } from './queue.ts'

type Claim = ObjectOf<'persistentvolumeclaims'>
/** The pods that have a claim. */
type Users = () => readonly ObjectOf<'pods'>[]
type Condition = NonNullable<NonNullable<Claim['status']>['conditions']>[number]

const writer = { manager: 'kube-controller-manager' }
const protection = 'kubernetes.io/pvc-protection'
/** How long the storage takes to make a disk, ms. */
const provisioningMs = 800
/** A claim that cannot be bound yet is looked at again, ms. */
const againMs = 5000
/** A class with this annotation grows file systems only when their pod starts anew. */
const offlineMark = 'sandbox.ordinal.io/grows-offline'

/** Whether a change is what a pod with this claim has waited for. */
export function isNewlyBound(resource: ResourceName, { before, after }: Change): boolean {
  const isBound = (object: AnyObject | undefined) => (object as Claim | undefined)?.status?.phase === 'Bound'
  return resource === 'persistentvolumeclaims' && isBound(after) && !isBound(before)
}

/** Makes disks for claims, lets them grow in steps, and lets go of claims that nobody uses any more. */
export function volumeController(api: Api): Controller {
  return {
    name: 'volume',
    wakes: (resource, object) => {
      const namespace = object.metadata.namespace ?? ''
      if (resource === 'persistentvolumeclaims') return [{ namespace, name: object.metadata.name }]
      if (resource !== 'pods') return []
      return claimNames(object as ObjectOf<'pods'>).map((name) => ({ namespace, name }))
    },
    sync: ({ namespace, name }) => {
      const claim = api.store.get('persistentvolumeclaims', namespace, name)
      if (claim === undefined) return undefined
      const users = () => api.store.list('pods', namespace).filter((pod) => claimNames(pod).includes(name))
      if (claim.metadata.deletionTimestamp !== undefined) return release(api, claim, users)
      if (claim.status?.phase === 'Pending') return provision(api, claim, users)
      return grow(api, claim, users)
    },
  }
}

function claimNames({ spec }: ObjectOf<'pods'>): string[] {
  return (spec?.volumes ?? []).flatMap(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName ?? [])
}

/** `pvc-protection`: a claim stays for as long as a pod has it. */
function release(api: Api, claim: Claim, users: Users): undefined {
  const { namespace, name, finalizers = [] } = claim.metadata
  if (!finalizers.includes(protection) || users().length > 0) return undefined
  const volume = claim.spec?.volumeName
  const rest = finalizers.filter((one) => one !== protection)
  api.update(
    'persistentvolumeclaims',
    { ...claim, metadata: { ...claim.metadata, finalizers: rest } },
    writer,
  )
  const isGone = api.store.get('persistentvolumeclaims', namespace, name) === undefined
  const disk = volume === undefined ? undefined : api.store.get('persistentvolumes', undefined, volume)
  if (!isGone || disk === undefined) return undefined
  if (disk.spec?.persistentVolumeReclaimPolicy === 'Retain')
    api.update('persistentvolumes', { ...disk, status: { phase: 'Released' } }, writer, 'status')
  else api.store.remove('persistentvolumes', undefined, disk.metadata.name)
  return undefined
}

function provision(api: Api, claim: Claim, users: Users): number | undefined {
  const { namespace = '', name, uid, creationTimestamp } = claim.metadata
  const className = claim.spec?.storageClassName ?? ''
  const storageClass = api.store.get('storageclasses', undefined, className)
  const say = (type: 'Normal' | 'Warning', reason: string, message: string) =>
    recordEvent(api, claim, { type, reason, message, from: 'persistentvolume-controller' })
  const again = api.clock.now() + againMs * api.clock.pace
  if (storageClass === undefined) {
    if (className === '')
      say(
        'Normal',
        'FailedBinding',
        'no persistent volumes available for this claim and no storage class is set',
      )
    else say('Warning', 'ProvisioningFailed', `storageclass.storage.k8s.io "${className}" not found`)
    return again
  }
  const isLate = storageClass.volumeBindingMode === 'WaitForFirstConsumer'
  if (isLate && !users().some(({ spec }) => spec?.nodeName)) {
    if (users().length === 0)
      say('Normal', 'WaitForFirstConsumer', 'waiting for first consumer to be created before binding')
    return undefined
  }
  const due = Date.parse(creationTimestamp ?? '') + provisioningMs * api.clock.pace
  if (api.clock.now() < due) return due
  const volumeName = `pvc-${uid}`
  const storage = claim.spec?.resources?.requests?.storage ?? '0'
  const accessModes = claim.spec?.accessModes ?? []
  const spec = {
    ...{ capacity: { storage }, accessModes, volumeMode: 'Filesystem', storageClassName: className },
    persistentVolumeReclaimPolicy: storageClass.reclaimPolicy ?? 'Delete',
    claimRef: { kind: 'PersistentVolumeClaim', apiVersion: 'v1', namespace, name, uid },
    csi: { driver: storageClass.provisioner, volumeHandle: volumeName },
  }
  const disk = api.create('persistentvolumes', { metadata: { name: volumeName }, spec }, writer)
  api.update('persistentvolumes', { ...disk, status: { phase: 'Bound' } }, writer, 'status')
  const bound = api.update(
    'persistentvolumeclaims',
    { ...claim, spec: { ...claim.spec, volumeName } },
    writer,
  )
  const status = { phase: 'Bound', accessModes, capacity: { storage } }
  api.update('persistentvolumeclaims', { ...bound, status }, writer, 'status')
  say('Normal', 'ProvisioningSucceeded', `Successfully provisioned volume ${volumeName}`)
  return undefined
}

/** How far a disk has grown, by the conditions of its claim, and how long each step takes, ms (KEP-1790). */
const growth = {
  asked: { afterMs: 0, condition: 'Resizing', resource: 'ControllerResizeInProgress' },
  Resizing: { afterMs: 1500, condition: 'FileSystemResizePending', resource: 'NodeResizePending' },
  FileSystemResizePending: { afterMs: 1500, condition: null, resource: null },
} as const

function grow(api: Api, claim: Claim, users: Users): number | undefined {
  const wanted = claim.spec?.resources?.requests?.storage ?? '0'
  const { capacity = {}, conditions = [] } = claim.status ?? {}
  if (toBytes(wanted) <= toBytes(capacity.storage ?? '0')) return undefined
  const stage = conditions.find(({ type }) => type in growth)
  const step = growth[(stage?.type ?? 'asked') as keyof typeof growth]
  const due = Date.parse(stage?.lastTransitionTime ?? '1970-01-01') + step.afterMs * api.clock.pace
  if (api.clock.now() < due) return due
  if (step.condition === null && mustRestart(api, claim, users, stage)) return undefined
  const status = {
    ...claim.status,
    capacity: step.condition === null ? { ...capacity, storage: wanted } : capacity,
    conditions: step.condition === null ? [] : [conditionOf(api, step.condition)],
    ...(step.resource === null
      ? { allocatedResourceStatuses: {} }
      : { allocatedResourceStatuses: { storage: step.resource } }),
    allocatedResources: { storage: wanted },
  }
  if (isSameJson(status, claim.status)) return undefined
  const next = api.update('persistentvolumeclaims', { ...claim, status }, writer, 'status')
  const [reason, message] = said[step.condition ?? 'done']
  recordEvent(api, next, { type: 'Normal', reason, message, from: 'volume_expand' })
  if (step.condition !== null) return api.clock.now() + 1
  growDisk(api, claim, wanted)
  return undefined
}

const said = {
  Resizing: ['Resizing', 'External resizer is resizing volume'],
  FileSystemResizePending: ['FileSystemResizeRequired', 'Require file system resize of volume on node'],
  done: ['FileSystemResizeSuccessful', 'MountVolume.NodeExpandVolume succeeded for volume'],
} as const

function conditionOf(api: Api, type: string): Condition {
  const message =
    type === 'FileSystemResizePending'
      ? 'Waiting for user to (re-)start a pod to finish file system resize of volume on node.'
      : ''
  return {
    type,
    status: 'True',
    lastProbeTime: null,
    lastTransitionTime: api.clock.stamp(),
    message,
  } as unknown as Condition
}

/** Whether the file system waits for a pod that started after the disk had grown. */
function mustRestart(api: Api, claim: Claim, users: Users, stage: Condition | undefined): boolean {
  const storageClass = api.store.get('storageclasses', undefined, claim.spec?.storageClassName ?? '')
  if (storageClass?.metadata.annotations?.[offlineMark] !== 'true') return users().length === 0
  const grown = Date.parse(stage?.lastTransitionTime ?? '')
  return !users().some(({ status }) => Date.parse(status?.startTime ?? '1970-01-01') >= grown)
}

function growDisk(api: Api, { spec }: Claim, storage: string): void {
  const disk = api.store.get('persistentvolumes', undefined, spec?.volumeName ?? '')
  if (disk !== undefined)
    api.update('persistentvolumes', { ...disk, spec: { ...disk.spec, capacity: { storage } } }, writer)
}
