import { deleteIn, insertIn } from './edit.ts'
import type { Manifest } from './parse.ts'
import type { Path } from './path.ts'
import { type Fields, fieldsOf, isLeftOut, listOf, valueAt } from './read.ts'
import { same } from './values.ts'

/** How the pods of a set keep away from each other. `custom` is anything that is none of these. */
export const spreads = ['none', 'nodesPreferred', 'nodesRequired', 'zones'] as const
export type Spread = (typeof spreads)[number] | 'custom'

/** One item of one list in a pod's spec; all else there is somebody's own. */
interface Rule {
  readonly spread: Spread
  readonly list: Path
  readonly term: object
}

const required: Path = ['affinity', 'podAntiAffinity', 'requiredDuringSchedulingIgnoredDuringExecution']
const preferred: Path = ['affinity', 'podAntiAffinity', 'preferredDuringSchedulingIgnoredDuringExecution']
const constraints: Path = ['topologySpreadConstraints']

function rulesOf(setSpec: unknown): readonly Rule[] {
  const selector = ownPods(setSpec)
  const term = { ...selector, topologyKey: 'kubernetes.io/hostname' }
  const zones = {
    maxSkew: 1,
    topologyKey: 'topology.kubernetes.io/zone',
    whenUnsatisfiable: 'ScheduleAnyway',
  }
  return [
    { spread: 'nodesPreferred', list: preferred, term: { weight: 100, podAffinityTerm: term } },
    { spread: 'nodesRequired', list: required, term },
    { spread: 'zones', list: constraints, term: { ...zones, ...selector } },
  ]
}

/** By the set's selector, or else the pods' labels; without either by nothing, since an empty selector takes all pods. */
function ownPods(setSpec: unknown): { labelSelector?: Fields } {
  const { selector, template } = fieldsOf(setSpec)
  const { matchLabels, matchExpressions } = fieldsOf(selector)
  if (Object.keys(fieldsOf(matchLabels)).length > 0 || listOf(matchExpressions).length > 0)
    return { labelSelector: fieldsOf(selector) }
  const labels = fieldsOf(valueAt(template, ['metadata', 'labels']))
  return Object.keys(labels).length === 0 ? {} : { labelSelector: { matchLabels: labels } }
}

/** Reads it from the spec of a set. */
export function spreadOf(setSpec: unknown): Spread {
  const pod = podOf(setSpec)
  const there = rulesOf(setSpec).filter(({ list, term }) => placesOf(pod, list, term).length > 0)
  if (there.length === 0) return otherRules(setSpec).length === 0 ? 'none' : 'custom'
  return there.length === 1 ? (there[0]?.spread ?? 'custom') : 'custom'
}

/** The fields of the pod that say more of where it stands; choosing a spread keeps what they say. */
export function otherRules(setSpec: unknown): string[] {
  const pod = podOf(setSpec)
  const rules = rulesOf(setSpec)
  const hasMore = (list: Path) =>
    listOf(valueAt(pod, list)).some(
      (item) => !rules.some((rule) => rule.list === list && same(rule.term, item)),
    )
  const affinities = Object.entries(fieldsOf(pod.affinity)).flatMap(([name, value]) =>
    name === 'podAntiAffinity' || isLeftOut(value) ? [] : [name],
  )
  return [
    ...affinities,
    ...([preferred, required].some(hasMore) ? ['podAntiAffinity'] : []),
    ...(hasMore(constraints) ? ['topologySpreadConstraints'] : []),
  ]
}

/** Puts the term of a spread in the place of those of others, and leaves every other rule as it is. */
export function putSpread(text: string, manifest: Manifest, chosen: (typeof spreads)[number]): string {
  const { document, object } = manifest
  const at: Path = [...manifest.at, 'spec', 'template', 'spec']
  const pod = podOf(object.spec)
  return rulesOf(object.spec).reduce((next, { spread, list, term }) => {
    const places = placesOf(pod, list, term)
    if (spread !== chosen) {
      return places
        .toReversed()
        .reduce((rest, index) => deleteIn(rest, document, [...at, ...list, index], at.length), next)
    }
    const end = listOf(valueAt(pod, list)).length
    return places.length > 0 ? next : insertIn(next, document, [...at, ...list], end, term)
  }, text)
}

function podOf(setSpec: unknown): Fields {
  return fieldsOf(valueAt(setSpec, ['template', 'spec']))
}

function placesOf(pod: Fields, list: Path, term: object): number[] {
  return listOf(valueAt(pod, list)).flatMap((item, index) => (same(item, term) ? [index] : []))
}
