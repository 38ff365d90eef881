import type { Manifest } from './parse.ts'
import { valueAt } from './read.ts'

/** What each object of a draft is to the form. */
export interface Parts {
  readonly set: Manifest | null
  /** The one that `serviceName` names, or the only headless one. */
  readonly service: Manifest | null
  /** The first of the others. */
  readonly access: Manifest | null
  readonly services: readonly Manifest[]
}

export type Role = 'set' | 'service' | 'access'

export function partsOf(manifests: readonly Manifest[]): Parts {
  const set = manifests.find(({ kind }) => kind === 'StatefulSet') ?? null
  const services = manifests.filter(({ kind }) => kind === 'Service')
  const serviceName = valueAt(set?.object, ['spec', 'serviceName'])
  const headless = services.filter(({ object }) => valueAt(object, ['spec', 'clusterIP']) === 'None')
  // While a name is typed, two may have the same.
  const service =
    [...headless, ...services].find(({ name }) => name === serviceName) ??
    (headless.length === 1 ? headless[0] : undefined) ??
    null
  return { set, service, access: services.find((one) => one !== service) ?? null, services }
}
