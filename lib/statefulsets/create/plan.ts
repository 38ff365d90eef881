import { AppError, type FieldError } from '../../errors.ts'
import { type CheckContext, checkManifests } from '../../manifests/check.ts'
import type { Manifest } from '../../manifests/parse.ts'
import { pathParts, pathText } from '../../manifests/path.ts'
import { listOf, valueAt } from '../../manifests/read.ts'

/** What one text may make, in the order in which it is made: a set comes last, when all that its pods ask for is there. */
const types = {
  'v1 ConfigMap': 'configmaps',
  'v1 PersistentVolumeClaim': 'persistentvolumeclaims',
  'v1 Service': 'services',
  'policy/v1 PodDisruptionBudget': 'poddisruptionbudgets',
  'apps/v1 StatefulSet': 'statefulsets',
} as const

export type MadeResource = (typeof types)[keyof typeof types]
/** `<apiVersion> <kind>` → what it is of the API. */
export const makeable: Readonly<Record<string, MadeResource>> = types
const order = Object.values(types)

export interface Planned {
  readonly manifest: Manifest
  readonly resource: MadeResource
}

/** What a text of manifests would make: exactly one set, and the companions that are made before it, in order. */
export interface CreatePlan {
  readonly set: Planned
  readonly companions: readonly Planned[]
}

/** How a person's choices name an object of the text: `Service/web`. */
export function keyOf({ kind, name }: Pick<Manifest, 'kind' | 'name'>): string {
  return `${kind}/${name}`
}

/**
 * Decides on all documents before anything is sent: one that may not be here refuses the whole text. Throws `invalid`
 * with each complaint of `checkManifests`.
 */
export function planCreate(manifests: readonly Manifest[], context: CheckContext): CreatePlan {
  const errors = checkManifests(manifests, context)
  if (errors.length > 0) throw new AppError('invalid', { fields: errors })
  const planned = manifests.map((manifest): Planned => ({ manifest, resource: resourceOf(manifest) }))
  const companions = planned.filter(({ resource }) => resource !== 'statefulsets')
  const [set] = planned.filter(({ resource }) => resource === 'statefulsets')
  if (set === undefined) throw new AppError('unexpected', { message: 'a checked text without a set' })
  return { set, companions: companions.sort((a, b) => order.indexOf(a.resource) - order.indexOf(b.resource)) }
}

function resourceOf({ apiVersion, kind }: Manifest): MadeResource {
  const resource = makeable[`${apiVersion} ${kind}`]
  if (resource === undefined) throw new AppError('unexpected', { message: 'a checked text of another kind' })
  return resource
}

/** A complaint with its place in the text; `path` is as the API server writes it. */
export function fault({ manifest }: Planned, path: string, code: string, detail?: string): FieldError {
  return placed({ manifest }, { path, code, ...(detail === undefined ? {} : { detail }) })
}

/** A complaint about an object, with its place in the text. */
export function placed({ manifest }: Pick<Planned, 'manifest'>, field: FieldError): FieldError {
  const { at, document } = manifest
  const path = at.length === 0 ? field.path : pathText([...at, ...pathParts(field.path)])
  return { ...field, path, line: manifest.lineOf(field.path), document }
}

/**
 * The same for what the API server says: it counts the claim templates before the volumes of the template
 * (pkg/apis/apps/validation), and a person does not.
 */
export function answered(planned: Planned, field: FieldError): FieldError {
  const [found, digits = ''] = /^spec\.template\.spec\.volumes\[(\d+)\]/.exec(field.path) ?? []
  if (found === undefined) return placed(planned, field)
  const claims = listOf(valueAt(planned.manifest.object, ['spec', 'volumeClaimTemplates'])).length
  const index = Number(digits) - claims
  const own =
    index < 0 ? `spec.volumeClaimTemplates[${digits}].metadata` : `spec.template.spec.volumes[${index}]`
  return placed(planned, { ...field, path: field.path.replace(found, own) })
}

/** The complaint that another object has the name. */
export function nameTaken(one: Planned): FieldError {
  const code = one.resource === 'statefulsets' ? 'taken' : 'exists'
  return fault(one, 'metadata.name', code, keyOf(one.manifest))
}
