import { fieldsOf, listOf, valueAt } from '@/lib/manifests/read'
import type { Parts } from '@/lib/manifests/roles'
import { isSelected } from '@/lib/manifests/selector'
import type { Preflight, ServiceFact } from '@/lib/statefulsets/create/preflight-facts'
import type { At } from './field-at'

/** What the cluster was asked about a draft, and what it told. */
export interface Facts {
  /** The set's name at that time: what is told of it is of no other. */
  readonly name: string
  readonly told: Preflight
}

/** What the cluster says against a field. `code` is a key under `create.doubts` in the messages. */
export interface Doubt {
  readonly at: At
  readonly code:
    | 'taken'
    | 'classUnknown'
    | 'serviceExists'
    | 'serviceElsewhere'
    | 'serviceMissing'
    | 'hostPort'
  readonly detail: string
}

/** All of them. They stand beside their fields and stop nobody: the cluster may be another when the set is made. */
export function doubtsOf(parts: Parts, { name, told }: Facts): Doubt[] {
  if (parts.set === null) return []
  const isTaken = told.taken?.value === true && name === parts.set.name
  return [
    ...(isTaken ? [{ at: ['set', 'metadata', 'name'], code: 'taken', detail: name } as const] : []),
    ...classDoubts(parts.set.object, told),
    ...serviceDoubts(parts, told.services?.value ?? null),
    ...hostPortDoubts(parts.set.object, told),
  ]
}

function classDoubts(set: unknown, { classes }: Preflight): Doubt[] {
  const known = classes?.value
  if (known == null) return []
  return listOf(valueAt(set, ['spec', 'volumeClaimTemplates'])).flatMap((claim, index): Doubt[] => {
    const wanted = valueAt(claim, ['spec', 'storageClassName'])
    if (typeof wanted !== 'string' || wanted === '' || known.some(({ name }) => name === wanted)) return []
    const at: At = ['set', 'spec', 'volumeClaimTemplates', index, 'spec', 'storageClassName']
    return [{ at, code: 'classUnknown', detail: wanted }]
  })
}

function serviceDoubts({ set, service, access }: Parts, known: readonly ServiceFact[] | null): Doubt[] {
  if (known === null) return []
  const labels = valueAt(set?.object, ['spec', 'template', 'metadata', 'labels'])
  const doubt = (
    at: At,
    wanted: unknown,
    whereNone: Doubt['code'] | null,
    whereOne: Doubt['code'] | null,
  ) => {
    if (typeof wanted !== 'string' || wanted === '') return []
    const found = known.find((one) => one.name === wanted)
    if (found === undefined) return whereNone === null ? [] : [{ at, code: whereNone, detail: wanted }]
    const isOurs =
      Object.keys(found.selector).length > 0 && isSelected({ matchLabels: found.selector }, labels)
    if (!isOurs) return [{ at, code: 'serviceElsewhere' as const, detail: shownSelector(found) }]
    return whereOne === null ? [] : [{ at, code: whereOne, detail: wanted }]
  }
  return [
    ...(service === null
      ? doubt(
          ['set', 'spec', 'serviceName'],
          valueAt(set?.object, ['spec', 'serviceName']),
          'serviceMissing',
          null,
        )
      : doubt(['service', 'metadata', 'name'], service.name, null, 'serviceExists')),
    ...(access === null ? [] : doubt(['access', 'metadata', 'name'], access.name, null, 'serviceExists')),
  ]
}

function shownSelector({ selector }: ServiceFact): string {
  const pairs = Object.entries(selector).map(([key, value]) => `${key}=${value}`)
  return pairs.join(', ') || '–'
}

/** Two pods that want the same port of a node cannot both be on it. */
function hostPortDoubts(set: unknown, { nodes }: Preflight): Doubt[] {
  const replicas = Number(valueAt(set, ['spec', 'replicas']) ?? 1)
  const matching = nodes?.value?.matching
  if (matching === undefined || !(replicas > matching)) return []
  const containers = listOf(valueAt(set, ['spec', 'template', 'spec', 'containers']))
  return containers.flatMap((container, index) =>
    listOf(fieldsOf(container).ports).flatMap((port, place): Doubt[] => {
      if (!(Number(fieldsOf(port).hostPort) > 0)) return []
      const at: At = ['set', 'spec', 'template', 'spec', 'containers', index, 'ports', place, 'hostPort']
      return [{ at, code: 'hostPort', detail: String(matching) }]
    }),
  )
}
