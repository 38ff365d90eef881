import { toBytes as toNumber } from '../../manifests/quantity.ts'
import type { PreflightInput } from '../schema.ts'
import type { LimitFact, QuotaFacts } from './preflight-facts.ts'

export interface QuotaCount {
  readonly resource: string
  readonly hard: string
  readonly used: string
}

type Draft = Pick<PreflightInput, 'containers' | 'claims'>
type Quantities = LimitFact['default']

/** A quota on these refuses pods with a container that names no value (pkg/quota/v1/evaluator/core/pods.go). */
const demanded = /^(?:(?:requests|limits)\.)?(?:cpu|memory)$/
/** Of sums that are not exact in binary. */
export const epsilon = 1e-9

/**
 * How many more pods of a draft the quotas have room for, each with new claims. Init containers and the overhead of a
 * runtime class are not counted: the server's word comes with the dry run.
 */
export function readRoom(
  counts: readonly QuotaCount[],
  limits: readonly LimitFact[],
  draft: Draft,
): Pick<QuotaFacts, 'room' | 'scarce' | 'unnamed'> {
  const containers = draft.containers.map((container) => withDefaults(container, limits))
  let room: number | null = null
  let scarce: string | null = null
  for (const { resource, hard, used } of counts) {
    const cost = costOf(resource, containers, draft.claims)
    if (cost <= 0) continue
    const fits = Math.max(0, Math.floor((toNumber(hard) - toNumber(used)) / cost + epsilon))
    if (room !== null && fits >= room) continue
    room = fits
    scarce = resource
  }
  const unnamed = counts
    .map(({ resource }) => resource)
    .filter((resource) => demanded.test(resource))
    .filter((resource) => containers.some((container) => quantityOf(container, resource) === undefined))
  return { room, scarce, unnamed: [...new Set(unnamed)] }
}

/** As API defaults and then LimitRanger fill in: an own limit is the request that was not named. */
export function withDefaults(
  { requests, limits }: Draft['containers'][number],
  ranges: readonly LimitFact[],
) {
  const defaults = ranges.filter(({ type }) => type === 'Container')
  const limit: Quantities = Object.assign({}, ...defaults.map((range) => range.default))
  const request: Quantities = Object.assign({}, ...defaults.map((range) => range.defaultRequest))
  return { limits: { ...limit, ...limits }, requests: { ...limit, ...request, ...limits, ...requests } }
}

type Container = ReturnType<typeof withDefaults>

/** What one pod takes of a resource of a quota; 0 for what it does not count for. */
export function costOf(resource: string, containers: readonly Container[], claims: Draft['claims']): number {
  if (resource === 'pods' || resource === 'count/pods') return 1
  if (/^(?:count\/)?persistentvolumeclaims$/.test(resource)) return claims.length
  if (resource === 'requests.storage') return sum(claims.map(({ storage }) => storage))
  const [className, ofClass] = resource.split('.storageclass.storage.k8s.io/')
  const inClass = claims.filter((claim) => claim.className === className)
  if (ofClass === 'requests.storage') return sum(inClass.map(({ storage }) => storage))
  if (ofClass === 'persistentvolumeclaims') return inClass.length
  return sum(containers.map((container) => quantityOf(container, resource) ?? '0'))
}

function quantityOf({ requests, limits }: Container, resource: string): string | undefined {
  if (resource.startsWith('limits.')) return limits[resource.slice('limits.'.length)]
  return requests[resource.replace(/^requests\./, '')]
}

function sum(quantities: readonly string[]): number {
  return quantities.reduce((total, quantity) => total + toNumber(quantity), 0)
}
