import { fieldsOf, listOf } from '../../lib/manifests/read.ts'
import { isSelected } from '../../lib/manifests/selector.ts'
import type { ObjectOf } from '../api/objects.ts'

type Pod = ObjectOf<'pods'>
type Node = ObjectOf<'nodes'>
type Term = NonNullable<
  NonNullable<
    NonNullable<NonNullable<Pod['spec']>['affinity']>['podAffinity']
  >['requiredDuringSchedulingIgnoredDuringExecution']
>[number]

/** What is required of a node; what is only preferred is not looked at. */
const required = 'requiredDuringSchedulingIgnoredDuringExecution'

/** Where the pods are that matter to one that has no node yet. */
export interface Neighbours {
  readonly nodes: readonly Node[]
  /** Pods that have a node. */
  readonly pods: readonly Pod[]
}

/** One of the terms of `nodeAffinity` must hold, and the selector. */
export function matchesNode({ spec }: Pod, node: Node): boolean {
  const labels = fieldsOf(node.metadata.labels)
  const terms = spec?.affinity?.nodeAffinity?.[required]?.nodeSelectorTerms
  return (
    Object.entries(spec?.nodeSelector ?? {}).every(([key, value]) => labels[key] === value) &&
    (terms === undefined || terms.some((term) => holdsOf(term, node)))
  )
}

/** A term without requirements holds of no node. */
function holdsOf(
  { matchExpressions = [], matchFields = [] }: object & { matchExpressions?: unknown; matchFields?: unknown },
  node: Node,
): boolean {
  const byLabel = listOf(matchExpressions)
  const byField = listOf(matchFields)
  return (
    byLabel.length + byField.length > 0 &&
    byLabel.every((one) => holds(one, fieldsOf(node.metadata.labels))) &&
    byField.every((one) => holds(one, { 'metadata.name': node.metadata.name }))
  )
}

function holds(requirement: unknown, labels: Readonly<Record<string, unknown>>): boolean {
  const { key, operator, values } = fieldsOf(requirement)
  if (operator !== 'Gt' && operator !== 'Lt') return isSelected({ matchExpressions: [requirement] }, labels)
  const [is, than] = [Number(labels[String(key)]), Number(listOf(values)[0])]
  return operator === 'Gt' ? is > than : is < than
}

/** Whether a pod has rules about where others are. */
export function hasRules({ spec }: Pod): boolean {
  const { podAffinity, podAntiAffinity } = spec?.affinity ?? {}
  return [podAffinity?.[required], podAntiAffinity?.[required], spec?.topologySpreadConstraints].some(
    (rules) => (rules ?? []).length > 0,
  )
}

/** Whether others may be kept away from a pod. */
export function keepsApart({ spec }: Pod): boolean {
  return (spec?.affinity?.podAntiAffinity?.[required] ?? []).length > 0
}

/** InterPodAffinity, in the scheduler's words; null for a node that will do. */
export function whyNotBeside(pod: Pod, node: Node, neighbours: Neighbours): string | null {
  const { podAffinity, podAntiAffinity } = pod.spec?.affinity ?? {}
  const drawn = podAffinity?.[required] ?? []
  if (!drawn.every((term) => isDrawn(pod, node, term, neighbours)))
    return "node(s) didn't match pod affinity rules"
  if ((podAntiAffinity?.[required] ?? []).some((term) => hasMatch(pod, node, term, neighbours)))
    return "node(s) didn't match pod anti-affinity rules"
  const isKeptOff = neighbours.pods.some((other) =>
    (other.spec?.affinity?.podAntiAffinity?.[required] ?? []).some(
      (term) => isMeant(other, term, pod) && isSamePlace(placeOf(other, neighbours), node, term.topologyKey),
    ),
  )
  return isKeptOff ? "node(s) didn't satisfy existing pods anti-affinity rules" : null
}

/** PodTopologySpread, where it must hold; null for a node that will do. */
export function whyNotSpread(pod: Pod, node: Node, { nodes, pods }: Neighbours): string | null {
  const text = "node(s) didn't match pod topology spread constraints"
  for (const rule of pod.spec?.topologySpreadConstraints ?? []) {
    if (rule.whenUnsatisfiable !== 'DoNotSchedule') continue
    const key = rule.topologyKey
    const own = node.metadata.labels?.[key]
    if (own === undefined) return `${text} (missing required label)`
    const isCounted = (other: Pod) =>
      other.metadata.namespace === pod.metadata.namespace &&
      other.metadata.deletionTimestamp === undefined &&
      isSelected(rule.labelSelector, other.metadata.labels)
    const places = nodes.filter((one) => one.metadata.labels?.[key] !== undefined && matchesNode(pod, one))
    const counts = new Map(places.map(({ metadata }) => [metadata.labels?.[key] ?? '', 0]))
    for (const other of pods.filter(isCounted)) {
      const place = nodes.find(({ metadata }) => metadata.name === other.spec?.nodeName)?.metadata.labels?.[
        key
      ]
      if (place !== undefined && counts.has(place)) counts.set(place, (counts.get(place) ?? 0) + 1)
    }
    const self = isSelected(rule.labelSelector, pod.metadata.labels) ? 1 : 0
    if ((counts.get(own) ?? 0) + self - Math.min(...counts.values()) > rule.maxSkew) return text
  }
  return null
}

/** The first of a group that is drawn to itself may go anywhere. */
function isDrawn(pod: Pod, node: Node, term: Term, neighbours: Neighbours): boolean {
  if (node.metadata.labels?.[term.topologyKey] === undefined) return false
  if (hasMatch(pod, node, term, neighbours)) return true
  return isMeant(pod, term, pod) && !neighbours.pods.some((other) => isMeant(pod, term, other))
}

function hasMatch(pod: Pod, node: Node, term: Term, neighbours: Neighbours): boolean {
  return neighbours.pods.some(
    (other) => isMeant(pod, term, other) && isSamePlace(placeOf(other, neighbours), node, term.topologyKey),
  )
}

/** Whether a pod's term is about another one; of its own namespace unless it names others. */
function isMeant(pod: Pod, { namespaces, labelSelector }: Term, other: Pod): boolean {
  const { namespace = '', labels } = other.metadata
  const where = namespaces === undefined || namespaces.length === 0 ? [pod.metadata.namespace] : namespaces
  return where.includes(namespace) && labelSelector !== undefined && isSelected(labelSelector, labels)
}

function placeOf({ spec }: Pod, { nodes }: Neighbours): Node | undefined {
  return nodes.find(({ metadata }) => metadata.name === spec?.nodeName)
}

function isSamePlace(one: Node | undefined, other: Node, key: string): boolean {
  const place = one?.metadata.labels?.[key]
  return place !== undefined && place === other.metadata.labels?.[key]
}
