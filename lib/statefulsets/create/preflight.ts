import 'server-only'
import type { ProjectScope } from '../../auth/scope.ts'
import { toAppError } from '../../errors.ts'
import { type Place, placeOf } from '../../kubernetes/place.ts'
import type { PreflightInput } from '../schema.ts'
import { readConfigMaps, readSecrets, readServiceAccounts } from './config-facts.ts'
import { readNodeFacts } from './node-facts.ts'
import type { Preflight, PreflightFacts, PreflightPart, Told } from './preflight-facts.ts'
import { readQuota } from './quota-facts.ts'
import { readServices } from './service-facts.ts'
import { readStanding, readTaken } from './standing-facts.ts'
import { readClaims, readClasses, readReused } from './storage-facts.ts'

/**
 * What the cluster says about a draft, part by part. A part that cannot be read says why; the whole never fails but for
 * `cluster_unknown`.
 */
export async function readPreflight(
  scope: ProjectScope<'statefulset:create'>,
  input: PreflightInput,
): Promise<Preflight> {
  return preflightIn(placeOf(scope.project), input)
}

const readers: {
  readonly [P in PreflightPart]: (place: Place, input: PreflightInput) => Promise<PreflightFacts[P]>
} = {
  taken: readTaken,
  standing: readStanding,
  services: readServices,
  claims: readClaims,
  reused: readReused,
  classes: readClasses,
  nodes: readNodeFacts,
  quota: readQuota,
  configMaps: readConfigMaps,
  secrets: readSecrets,
  serviceAccounts: readServiceAccounts,
}

export async function preflightIn(place: Place, input: PreflightInput): Promise<Preflight> {
  const parts = [...new Set(input.parts)]
  const told = parts.map(async (part) => [part, await tell<unknown>(readers[part](place, input))] as const)
  return Object.fromEntries(await Promise.all(told)) as Preflight
}

async function tell<T>(reading: Promise<T>): Promise<Told<T>> {
  try {
    return { value: await reading }
  } catch (error) {
    return { value: null, reason: toAppError(error).code }
  }
}
