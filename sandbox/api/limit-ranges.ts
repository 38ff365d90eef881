import { toBytes as toNumber } from '../../lib/manifests/quantity.ts'
import { fieldsOf } from '../../lib/manifests/read.ts'
import type { AnyObject, ObjectOf } from './objects.ts'
import { addQuantity, quantityText } from './quota.ts'
import type { ResourceName } from './resources.ts'
import { forbidden } from './status.ts'
import type { Store } from './store.ts'

/** Quantities by the names of what they are of. */
type Amounts = Readonly<Record<string, string>>
type Pod = ObjectOf<'pods'>
type Container = NonNullable<Pod['spec']>['containers'][number]
type LimitRange = ObjectOf<'limitranges'>
type Limit = NonNullable<LimitRange['spec']>['limits'][number]

/** What an object asks for; claims have no limits. */
interface Asked {
  readonly requests: Amounts
  readonly limits?: Amounts
}

const note = 'kubernetes.io/limit-ranger'

/** A pod with what its namespace gives to containers that do not say it (plugin/pkg/admission/limitranger). */
export function withLimits(store: Store, pod: Pod): Pod {
  return store.list('limitranges', pod.metadata.namespace ?? '').reduce(fill, pod)
}

function fill(pod: Pod, range: LimitRange): Pod {
  const limits = (range.spec?.limits ?? []).filter(({ type }) => type === 'Container')
  const given: Required<Asked> = {
    requests: Object.assign({}, ...limits.map(({ defaultRequest }) => defaultRequest)),
    limits: Object.assign({}, ...limits.map((limit) => fieldsOf(limit).default)),
  }
  const { containers = [], initContainers = [] } = pod.spec ?? {}
  const notes = [
    ...containers.flatMap((container) => missing(container, given, 'container')),
    ...initContainers.flatMap((container) => missing(container, given, 'init container')),
  ]
  if (notes.length === 0) return pod
  const annotations = { ...pod.metadata.annotations, [note]: `LimitRanger plugin set: ${notes.join('; ')}` }
  const complete = (container: Container) => {
    const { requests, limits } = askedBy(container)
    const merged = { requests: { ...given.requests, ...requests }, limits: { ...given.limits, ...limits } }
    return { ...container, resources: { ...container.resources, ...merged } }
  }
  const spec = { ...pod.spec, containers: containers.map(complete) }
  const inits = initContainers.length === 0 ? {} : { initContainers: initContainers.map(complete) }
  return { ...pod, metadata: { ...pod.metadata, annotations }, spec: { ...spec, ...inits } }
}

function missing(container: Container, given: Required<Asked>, kind: string): string[] {
  const own = askedBy(container)
  return (['requests', 'limits'] as const).flatMap((list) => {
    const names = Object.keys(given[list]).filter((name) => own[list][name] === undefined)
    return names.length === 0
      ? []
      : `${names.sort().join(', ')} ${list.slice(0, -1)} for ${kind} ${container.name}`
  })
}

function askedBy({ resources }: Container): Required<Asked> {
  return { requests: resources?.requests ?? {}, limits: resources?.limits ?? {} }
}

/** Throws 403 for what is smaller or larger than its namespace lets it be. */
export function requireLimits(store: Store, resource: ResourceName, object: AnyObject): void {
  const { namespace = '', name } = object.metadata
  for (const { spec } of store.list('limitranges', namespace)) {
    const complaints = (spec?.limits ?? []).flatMap((limit) =>
      askedOf(resource, object, limit.type).flatMap((asked) => complaintsOf(limit, asked)),
    )
    const why = complaints.length === 1 ? complaints.join() : `[${complaints.join(', ')}]`
    if (complaints.length > 0) throw forbidden(resource, name, why)
  }
}

/** What a limit of a type is about, in an object. */
function askedOf(resource: ResourceName, object: AnyObject, type: string): Asked[] {
  if (resource === 'persistentvolumeclaims' && type === 'PersistentVolumeClaim') {
    const { spec } = object as ObjectOf<'persistentvolumeclaims'>
    return [{ requests: spec?.resources?.requests ?? {} }]
  }
  if (resource !== 'pods') return []
  const { containers = [], initContainers = [] } = (object as Pod).spec ?? {}
  if (type === 'Container') return [...containers, ...initContainers].map(askedBy)
  const all = containers.map(askedBy)
  const sum = (list: 'requests' | 'limits') => addUp(all.map((asked) => asked[list]))
  return type === 'Pod' ? [{ requests: sum('requests'), limits: sum('limits') }] : []
}

function addUp(all: readonly Amounts[]): Amounts {
  const sum = new Map<string, bigint>()
  for (const [name, quantity] of all.flatMap((amounts) => Object.entries(amounts)))
    addQuantity(sum, name, quantity)
  return Object.fromEntries([...sum].map(([name, amount]) => [name, quantityText(name, amount)]))
}

function complaintsOf(
  { type, min = {}, max = {}, maxLimitRequestRatio = {} }: Limit,
  asked: Asked,
): string[] {
  const most = (name: string) => `maximum ${name} usage per ${type} is ${max[name]}`
  const least = (name: string) => `minimum ${name} usage per ${type} is ${min[name]}`
  const { requests, limits = {} } = asked
  const isOther = (amount: string | undefined, bound: string, sign: 1 | -1) =>
    amount !== undefined && (toNumber(amount) - toNumber(bound)) * sign > 0
  const complaints = [
    ...Object.entries(min).map(([name, bound]) => {
      if (requests[name] === undefined) return `${least(name)}.  No request is specified`
      if (isOther(requests[name], bound, -1)) return `${least(name)}, but request is ${requests[name]}`
      return isOther(limits[name], bound, -1) ? `${least(name)}, but limit is ${limits[name]}` : null
    }),
    ...Object.entries(max).map(([name, bound]) => {
      if (asked.limits?.[name] === undefined && asked.limits) return `${most(name)}.  No limit is specified`
      if (isOther(limits[name], bound, 1)) return `${most(name)}, but limit is ${limits[name]}`
      return isOther(requests[name], bound, 1) ? `${most(name)}, but request is ${requests[name]}` : null
    }),
    ...Object.entries(maxLimitRequestRatio).map(([name, bound]) => {
      const ratio = toNumber(limits[name] ?? '0') / toNumber(requests[name] ?? '0')
      const begin = `${name} max limit to request ratio per ${type} is ${bound}`
      if (!toNumber(requests[name] ?? '0')) return `${begin}, but no request is specified or request is 0`
      if (ratio === 0) return `${begin}, but no limit is specified or limit is 0`
      return ratio > toNumber(bound) ? `${begin}, but provided ratio is ${ratio.toFixed(6)}` : null
    }),
  ]
  return complaints.filter((complaint) => complaint !== null)
}
