import { toBytes } from '../../lib/manifests/quantity.ts'
import { type Fields, fieldsOf, listOf } from '../../lib/manifests/read.ts'
import type { AnyObject } from '../api/objects.ts'
import type { ResourceName } from '../api/resources.ts'
import { isSameJson } from '../api/same.ts'
import type { Causes } from './causes.ts'

type UpdateRule = (object: AnyObject, old: AnyObject, causes: Causes) => void

/** What may not change of an object that is there. */
export const updateRules: Readonly<Partial<Record<ResourceName, UpdateRule>>> = {
  statefulsets: (object, old, causes) => {
    if (!isSameBut(mutableOfSet, object.spec, old.spec))
      causes.forbidden(
        'spec',
        "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden",
      )
  },
  persistentvolumeclaims: (object, old, causes) => {
    if (!isSameBut(['resources', 'volumeName', 'volumeAttributesClassName'], object.spec, old.spec))
      causes.forbidden(
        'spec',
        'spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims',
      )
    const [size, before] = [requested(object), requested(old)]
    const { capacity } = fieldsOf(old.status)
    // A size that was refused may be taken back, as long as it is above what is there (KEP-1790).
    const isRecovery = size > toBytes(String(fieldsOf(capacity).storage ?? ''))
    if (size < before && !(isRecovery && before > toBytes(String(fieldsOf(capacity).storage ?? ''))))
      causes.forbidden('spec.resources.requests.storage', 'field can not be less than status.capacity')
  },
  pods: (object, old, causes) => {
    const [debuggers, before] = [object, old].map(({ spec }) => listOf(fieldsOf(spec).ephemeralContainers))
    if (!before?.every((one, index) => isSameJson(one, debuggers?.[index])))
      causes.forbidden(
        'spec.ephemeralContainers',
        'existing ephemeral containers may not be changed or removed',
      )
    if (!isSameBut(mutableOfPod, withoutImages(object.spec), withoutImages(old.spec)))
      causes.forbidden(
        'spec',
        'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
      )
  },
  services: (object, old, causes) => {
    const [next, before] = [fieldsOf(object.spec).clusterIP, fieldsOf(old.spec).clusterIP]
    if (next !== before) causes.invalid('spec.clusterIPs[0]', next, 'may not change once set')
  },
  configmaps: (object, old, causes) => {
    const { immutable } = fieldsOf(old)
    if (immutable === true && !isSameJson(fieldsOf(object).data, fieldsOf(old).data))
      causes.forbidden('data', 'field is immutable when `immutable` is set')
  },
}

const mutableOfSet = [
  ...['replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit'],
  ...['persistentVolumeClaimRetentionPolicy', 'minReadySeconds'],
]
const mutableOfPod = ['activeDeadlineSeconds', 'tolerations', 'nodeName', 'ephemeralContainers']

function isSameBut(keys: readonly string[], one: unknown, other: unknown): boolean {
  const rest = (spec: unknown) =>
    Object.fromEntries(Object.entries(fieldsOf(spec)).filter(([key]) => !keys.includes(key)))
  return isSameJson(rest(one), rest(other))
}

function requested({ spec }: AnyObject): number {
  return toBytes(String(fieldsOf(fieldsOf(fieldsOf(spec).resources).requests).storage ?? ''))
}

function withoutImages(spec: unknown): Fields {
  return JSON.parse(
    JSON.stringify(spec, (key, value: unknown) => (key === 'image' ? undefined : value)),
  ) as Fields
}
