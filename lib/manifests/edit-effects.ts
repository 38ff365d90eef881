import { fieldsOf, valueAt } from './read.ts'
import { same } from './values.ts'

/** The pods of one effect, in the order in which it comes to them. */
export interface Pods {
  readonly first: string
  readonly last: string
  readonly count: number
}

/** What an edit will bring about; each a sentence under `edit.effects`. */
export type EditEffect =
  | ({ readonly code: 'rollout' } & Pods & {
        readonly held: number
        /** How many may be away at once, in the set's own words; `one` for one after the other. */
        readonly atOnce: string
      })
  | ({ readonly code: 'rolloutOnDelete' } & Pods)
  | { readonly code: 'rolloutHeld'; readonly count: number; readonly partition: number }
  | { readonly code: 'rolloutEmpty' }
  | ({ readonly code: 'scaleUp' } & Pods & { readonly from: number; readonly to: number })
  | ({ readonly code: 'scaleDown' } & Pods & {
        readonly from: number
        readonly to: number
        readonly claims: 'none' | 'Retain' | 'Delete'
      })
  | { readonly code: 'autoscaler'; readonly name: string }
  | ({ readonly code: 'released' } & Pods)
  | { readonly code: 'heldFrom'; readonly partition: number }
  | { readonly code: 'strategy'; readonly to: string }
  | ({ readonly code: 'window'; readonly from: number; readonly to: number } & Omit<Pods, 'count'> & {
        /** Pods that are there and that it ends. */
        readonly ends: number
        readonly claims: 'none' | 'Retain' | 'Delete'
      })
  | { readonly code: 'claimsDeleted'; readonly when: 'whenDeleted' | 'whenScaled' }
  | { readonly code: 'nothing' }
  | { readonly code: 'metadataOnly' }
  | { readonly code: 'settingsOnly' }

/** What is known of the set beside its manifest. */
export interface EditFacts {
  readonly name: string
  /** Its pods are of two revisions. */
  readonly isMixed: boolean
  /** The HorizontalPodAutoscaler that sets its replicas; null for none. */
  readonly autoscaler: string | null
}

/**
 * What a StatefulSet's controller will do about an edit; both objects as the server stores them, so that a template
 * that only looks other is no rollout. One pod at a time, whatever podManagementPolicy says of starting and ending, where
 * the set does not ask for more; whether the cluster listens to that depends on a feature gate that cannot be read.
 * Source: pkg/controller/statefulset/stateful_set_control.go.
 */
export function editEffects(before: unknown, after: unknown, facts: EditFacts): EditEffect[] {
  if (same(before, after)) return [{ code: 'nothing' }]
  if (same(fieldsOf(before).spec, fieldsOf(after).spec)) return [{ code: 'metadataOnly' }]
  const from = settingsOf(before)
  const to = settingsOf(after)
  const isNewTemplate = !same(templateOf(before), templateOf(after))
  const effects = [
    ...(isNewTemplate ? [rollout(from, to, facts.name)] : []),
    ...scaling(from, to, facts),
    ...(isNewTemplate ? [] : partitioning(from, to, facts)),
    ...(from.strategy === to.strategy ? [] : [{ code: 'strategy', to: to.strategy } as const]),
    ...(['whenDeleted', 'whenScaled'] as const)
      .filter((when) => from[when] !== 'Delete' && to[when] === 'Delete' && to.hasClaims)
      .map((when) => ({ code: 'claimsDeleted', when }) as const),
  ]
  return effects.length === 0 ? [{ code: 'settingsOnly' }] : effects
}

/** Of the pods that are there and stay. */
function rollout(from: Settings, wanted: Settings, name: string): EditEffect {
  const to = { ...wanted, replicas: Math.min(from.replicas, wanted.replicas) }
  if (to.replicas === 0) return { code: 'rolloutEmpty' }
  if (to.strategy === 'OnDelete') return { code: 'rolloutOnDelete', ...podsOf(name, to, to.replicas - 1, 0) }
  if (to.partition >= to.replicas) return { code: 'rolloutHeld', count: to.replicas, partition: to.partition }
  const pods = podsOf(name, to, to.replicas - 1, to.partition)
  return { code: 'rollout', ...pods, held: to.partition, atOnce: to.atOnce }
}

function scaling(from: Settings, to: Settings, { name, autoscaler }: EditFacts): EditEffect[] {
  const isScaled = from.replicas !== to.replicas
  const effects =
    from.start !== to.start ? [moving(from, to, name)] : isScaled ? [counting(from, to, name)] : []
  return autoscaler === null || !isScaled ? effects : [...effects, { code: 'autoscaler', name: autoscaler }]
}

function counting(from: Settings, to: Settings, name: string): EditEffect {
  const numbers = { from: from.replicas, to: to.replicas }
  return to.replicas > from.replicas
    ? { code: 'scaleUp', ...numbers, ...podsOf(name, to, from.replicas, to.replicas - 1) }
    : {
        ...{ code: 'scaleDown', ...numbers, claims: claimsOf(to) },
        ...podsOf(name, from, from.replicas - 1, to.replicas),
      }
}

/** Another first ordinal ends what is outside of the new range, however many replicas there are. */
function moving(from: Settings, to: Settings, name: string): EditEffect {
  const end = Math.min(from.start + from.replicas, to.start + to.replicas)
  const ends = from.replicas - Math.max(0, end - Math.max(from.start, to.start))
  const { count: _, ...range } = podsOf(name, to, 0, Math.max(0, to.replicas - 1))
  const claims = ends === 0 ? 'none' : claimsOf(to)
  return { code: 'window', from: from.start, to: to.start, ends, claims, ...range }
}

function claimsOf({ hasClaims, whenScaled }: Settings): 'none' | 'Retain' | 'Delete' {
  return hasClaims ? whenScaled : 'none'
}

/** Another partition on the same template; raising it takes nothing back (kubernetes/kubernetes#91676). */
function partitioning(from: Settings, to: Settings, { name, isMixed }: EditFacts): EditEffect[] {
  if (from.partition === to.partition || to.strategy !== 'RollingUpdate') return []
  if (to.partition > from.partition) return [{ code: 'heldFrom', partition: to.partition }]
  const highest = Math.min(from.partition, to.replicas) - 1
  if (!isMixed || highest < to.partition) return []
  return [{ code: 'released', ...podsOf(name, to, highest, to.partition) }]
}

interface Settings {
  readonly replicas: number
  readonly partition: number
  readonly start: number
  readonly strategy: string
  readonly atOnce: string
  readonly hasClaims: boolean
  readonly whenDeleted: 'Retain' | 'Delete'
  readonly whenScaled: 'Retain' | 'Delete'
}

function settingsOf(set: unknown): Settings {
  const at = (...path: string[]) => valueAt(set, ['spec', ...path])
  const retention = (when: string) =>
    at('persistentVolumeClaimRetentionPolicy', when) === 'Delete' ? 'Delete' : 'Retain'
  const templates = at('volumeClaimTemplates')
  return {
    replicas: Number(at('replicas') ?? 1),
    partition: Number(at('updateStrategy', 'rollingUpdate', 'partition') ?? 0),
    start: Number(at('ordinals', 'start') ?? 0),
    strategy: String(at('updateStrategy', 'type') ?? 'RollingUpdate'),
    atOnce: atOnceOf(at('updateStrategy', 'rollingUpdate', 'maxUnavailable')) ?? 'one',
    hasClaims: Array.isArray(templates) && templates.length > 0,
    whenDeleted: retention('whenDeleted'),
    whenScaled: retention('whenScaled'),
  }
}

/** As a text; null for one after the other. A share is not worked out, since rounding differs by version. */
export function atOnceOf(maxUnavailable: unknown): string | null {
  const text = String(maxUnavailable ?? 1)
  return text === '1' ? null : text
}

function templateOf(set: unknown): unknown {
  return valueAt(set, ['spec', 'template'])
}

/** By their indexes, which count from the first ordinal. */
function podsOf(name: string, { start }: Settings, first: number, last: number): Pods {
  return {
    first: `${name}-${start + first}`,
    last: `${name}-${start + last}`,
    count: Math.abs(first - last) + 1,
  }
}
