import { AppError, type FieldError } from '../errors.ts'
import type { Manifest } from '../manifests/parse.ts'
import { isDnsLabel, statefulSetNameMaxLength } from '../names.ts'

/** What a text of manifests would make: exactly one set, and the Services it comes with. */
export interface CreatePlan {
  readonly set: Manifest
  readonly services: readonly Manifest[]
}

/**
 * Decides on all documents before anything is sent: one that may not be here refuses the whole text. Throws `invalid`
 * with a complaint for each: another kind, another namespace, no set or several, a name that could never run.
 */
export function planCreate(manifests: readonly Manifest[], namespace: string): CreatePlan {
  const sets = manifests.filter((manifest) => isKind(manifest, 'apps/v1', 'StatefulSet'))
  const services = manifests.filter((manifest) => isKind(manifest, 'v1', 'Service'))
  const [set] = sets
  const errors = [
    ...manifests
      .filter((manifest) => !sets.includes(manifest) && !services.includes(manifest))
      .map((manifest) => fault(manifest, 'kind', 'manifest_kind', `${manifest.apiVersion} ${manifest.kind}`)),
    ...manifests
      .filter((manifest) => manifest.namespace !== undefined && manifest.namespace !== namespace)
      .map((manifest) => fault(manifest, 'metadata.namespace', 'manifest_namespace', manifest.namespace)),
    ...sets.slice(1).map((extra) => fault(extra, 'kind', 'manifest_one_set')),
    ...sets.flatMap(nameFaults),
  ]
  if (errors.length > 0) throw new AppError('invalid', { fields: errors })
  if (set === undefined)
    throw new AppError('invalid', { fields: [{ path: 'manifest', code: 'manifest_no_set' }] })
  return { set, services }
}

function nameFaults(set: Manifest): FieldError[] {
  if (!isDnsLabel(set.name)) return [fault(set, 'metadata.name', 'dns_label')]
  if (set.name.length <= statefulSetNameMaxLength) return []
  return [fault(set, 'metadata.name', 'set_name_long', String(set.name.length))]
}

function isKind({ apiVersion, kind }: Manifest, wantedVersion: string, wantedKind: string): boolean {
  return apiVersion === wantedVersion && kind === wantedKind
}

function fault(manifest: Manifest, path: string, code: string, detail?: string): FieldError {
  return { path, code, line: manifest.lineOf(path), ...(detail === undefined ? {} : { detail }) }
}
