import { readQuantity } from '../../lib/manifests/quantity.ts'
import type { AnyObject, ObjectOf } from './objects.ts'
import type { ResourceName } from './resources.ts'
import { forbidden } from './status.ts'
import type { Store } from './store.ts'

/** Amounts by the names that quotas have for them, in billionths. */
export type Usage = ReadonlyMap<string, bigint>

const one = 10n ** 9n

/** What one object takes of a quota. */
function usageOf(resource: ResourceName, object: AnyObject): Usage {
  const usage = new Map<string, bigint>([
    [resource, one],
    [`count/${resource}`, one],
  ])
  if (resource === 'pods') addContainers(usage, object as ObjectOf<'pods'>)
  if (resource === 'persistentvolumeclaims') addStorage(usage, object as ObjectOf<'persistentvolumeclaims'>)
  return usage
}

function addContainers(usage: Map<string, bigint>, { spec, status }: ObjectOf<'pods'>): void {
  const isOver = status?.phase === 'Failed' || status?.phase === 'Succeeded'
  if (isOver) usage.clear()
  for (const { resources = {} } of isOver ? [] : (spec?.containers ?? []))
    for (const kind of ['requests', 'limits'] as const)
      for (const [name, quantity] of Object.entries(resources[kind] ?? {})) {
        addQuantity(usage, `${kind}.${name}`, quantity)
        if (kind === 'requests') addQuantity(usage, name, quantity)
      }
}

function addStorage(usage: Map<string, bigint>, { spec }: ObjectOf<'persistentvolumeclaims'>): void {
  const storage = spec?.resources?.requests?.storage ?? '0'
  addQuantity(usage, 'requests.storage', storage)
  if (spec?.storageClassName) {
    const prefix = `${spec.storageClassName}.storageclass.storage.k8s.io`
    addQuantity(usage, `${prefix}/requests.storage`, storage)
    usage.set(`${prefix}/persistentvolumeclaims`, one)
  }
}

export function addQuantity(usage: Map<string, bigint>, name: string, quantity: string): void {
  const amount = readQuantity(quantity)
  if (typeof amount === 'bigint') usage.set(name, (usage.get(name) ?? 0n) + amount)
}

const measured = [
  'pods',
  'persistentvolumeclaims',
  'services',
  'configmaps',
  'secrets',
  'statefulsets',
] as const

/** What a namespace takes of its quotas by now. */
export function usedIn(store: Store, namespace: string): Usage {
  const total = new Map<string, bigint>()
  for (const resource of measured)
    for (const object of store.list(resource, namespace))
      for (const [name, amount] of usageOf(resource, object))
        total.set(name, (total.get(name) ?? 0n) + amount)
  return total
}

/** Throws 403 in the words of plugin/pkg/admission/resourcequota. */
export function requireQuota(
  store: Store,
  resource: ResourceName,
  object: AnyObject,
  old: AnyObject | undefined,
): void {
  const { namespace = '', name } = object.metadata
  const quotas = store.list('resourcequotas', namespace)
  if (quotas.length === 0) return
  const before = old === undefined ? new Map<string, bigint>() : usageOf(resource, old)
  const wanted = [...usageOf(resource, object)].map(
    ([key, amount]) => [key, amount - (before.get(key) ?? 0n)] as const,
  )
  const used = usedIn(store, namespace)
  for (const { metadata, spec } of quotas) {
    const unnamed = resource === 'pods' ? unnamedIn(object as ObjectOf<'pods'>, spec?.hard ?? {}) : ''
    if (unnamed !== '')
      throw forbidden(resource, name, `failed quota: ${metadata.name}: must specify ${unnamed}`)
    const exceeded = wanted.filter(([key, amount]) => {
      const hard = readQuantity(spec?.hard?.[key] ?? '')
      return amount > 0n && typeof hard === 'bigint' && (used.get(key) ?? 0n) + amount > hard
    })
    if (exceeded.length === 0) continue
    const say = (amount: (key: string, more: bigint) => string) =>
      exceeded.map(([key, more]) => `${key}=${amount(key, more)}`).join(',')
    const requested = say((key, more) => quantityText(key, more))
    const usage = say((key) => quantityText(key, used.get(key) ?? 0n))
    const limited = say((key) => spec?.hard?.[key] ?? '')
    const why = `exceeded quota: ${metadata.name}, requested: ${requested}, used: ${usage}, limited: ${limited}`
    throw forbidden(resource, name, why)
  }
}

/** What every container of a pod must name, since a quota counts it (pkg/quota/v1/evaluator/core/pods.go). */
const demanded = ['cpu', 'limits.cpu', 'limits.memory', 'memory', 'requests.cpu', 'requests.memory']

/** `limits.cpu for: a,b; memory for: b`. */
function unnamedIn({ spec }: ObjectOf<'pods'>, hard: Readonly<Record<string, string>>): string {
  const containers = [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])]
  return demanded
    .filter((key) => hard[key] !== undefined)
    .map((key) => {
      const [kind, name = ''] = key.includes('.') ? key.split('.') : ['requests', key]
      const lacks = ({ resources }: (typeof containers)[number]) =>
        resources?.[kind as 'requests' | 'limits']?.[name] === undefined
      return { key, names: containers.filter(lacks).map((container) => container.name) }
    })
    .filter(({ names }) => names.length > 0)
    .map(({ key, names }) => `${key} for: ${names.sort().join(',')}`)
    .join('; ')
}

const binary = ['', 'Ki', 'Mi', 'Gi', 'Ti']

/** The shortest exact text: bytes by 1024, the rest as number or in thousandths. */
export function quantityText(name: string, billionths: bigint): string {
  if (billionths % one !== 0n) return `${billionths / 1_000_000n}m`
  let amount = billionths / one
  let power = 0
  const isBytes = /memory|storage/.test(name)
  while (isBytes && amount > 0n && amount % 1024n === 0n && power < binary.length - 1) {
    amount /= 1024n
    power++
  }
  return `${amount}${binary[power]}`
}
