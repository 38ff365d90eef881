import { appendDocument, deleteIn, removeDocument } from './edit.ts'
import { Changes, former, type Related } from './follow.ts'
import { shownText } from './lens.ts'
import type { Manifest } from './parse.ts'
import type { Path } from './path.ts'
import { putRows } from './put-entries.ts'
import { type Fields, fieldsOf, listOf, valueAt } from './read.ts'
import { partsOf } from './roles.ts'
import { namedRows, type Row } from './rows.ts'

/*
 * A set, its pods, its Services and its disruption budgets name each other: the selector the pods' labels, a Service's
 * and a budget's selector the same, what keeps the pods apart too, and `serviceName` the headless Service. When one of them changes in the form, the others follow here and nowhere else.
 */

const nameLabels = ['app', 'app.kubernetes.io/name', 'app.kubernetes.io/instance']
const podLabels: Path = ['spec', 'template', 'metadata', 'labels']
const selector: Path = ['spec', 'selector', 'matchLabels']

/** Gives the set another name. Labels and Service names that were its name follow; those that were not stay. */
export function renameSet(
  text: string,
  manifests: readonly Manifest[],
  to: string,
  before = manifests,
): Related {
  const { set, services } = partsOf(manifests)
  if (set === null) return { text, followers: [] }
  const service = manifests.find((_, index) => before[index] === partsOf(before).service)
  const budgets = budgetsIn(manifests)
  const changes = new Changes(text)
  const was = former(manifests, before)
  const name = was(set, ['metadata', 'name']) ?? ''
  const follow = (manifest: Manifest, path: Path) => {
    if (was(manifest, path) === name) changes.follow(manifest, path, to)
  }
  changes.set(set, ['metadata', 'name'], to)
  for (const label of nameLabels) {
    for (const base of [['metadata', 'labels'], selector, podLabels, ...spreadSelectors(set)])
      follow(set, [...base, label])
  }
  follow(set, ['spec', 'serviceName'])
  if (service !== undefined) follow(service, ['metadata', 'name'])
  for (const one of services) {
    for (const label of nameLabels) {
      follow(one, ['metadata', 'labels', label])
      follow(one, ['spec', 'selector', label])
    }
  }
  for (const one of budgets) {
    follow(one, ['metadata', 'name'])
    for (const label of nameLabels) {
      follow(one, ['metadata', 'labels', label])
      follow(one, [...selector, label])
    }
  }
  return changes.result()
}

/** Gives the headless Service another name, and the set that of its Service. */
export function renameService(text: string, manifests: readonly Manifest[], to: string): Related {
  const { set, service } = partsOf(manifests)
  const changes = new Changes(text)
  if (service !== null) changes.set(service, ['metadata', 'name'], to)
  if (set !== null) changes.follow(set, ['spec', 'serviceName'], to)
  return changes.result()
}

/**
 * Gives the set other labels. The pods' labels that were the same follow, and so do the selectors that name them; the
 * last label of a selector stays, since without one it would select nothing.
 */
export function relabelSet(
  text: string,
  manifests: readonly Manifest[],
  rows: readonly Row[],
  before = manifests,
): Related {
  const { set } = partsOf(manifests)
  if (set === null) return { text, followers: [] }
  const was = former(manifests, before)
  const first = fieldsOf(was(set, ['metadata', 'labels']))
  const now = fieldsOf(valueAt(set.object, ['metadata', 'labels']))
  const changes = new Changes(putRows(text, set, ['metadata', 'labels'], rows))
  const selected = Object.keys(fieldsOf(valueAt(set.object, selector)))
  // What the map holds: of rows with one key the first, so that a key which is being typed overwrites no other.
  const after = new Map(namedRows(rows).map(({ key, value }) => [key, value]))
  const places = (key: string) => placesOf(manifests, key)
  for (const [key, value] of after) {
    if (shownText(now[key]) === value && now[key] !== undefined) continue
    for (const [manifest, path] of places(key)) {
      const isNew = first[key] === undefined
      const isTheirs = was(manifest, path) === first[key]
      // A new label is one of the pods; a selector is kept small.
      if (isTheirs && (!isNew || isOfPods(path))) changes.follow(manifest, path, value)
    }
  }
  for (const key of Object.keys(now).filter((one) => !after.has(one))) {
    if (selected.length === 1 && selected[0] === key) continue
    for (const [manifest, path] of places(key)) {
      const isTheirs = was(manifest, path) === first[key]
      if (isTheirs && valueAt(manifest.object, path) === now[key]) changes.drop(manifest, path)
    }
  }
  return changes.result()
}

/**
 * Gives the set another selector of labels. Its pods get what it asks for, unless they have another value of their own;
 * what selected them by the same follows.
 */
export function reselectSet(
  text: string,
  manifests: readonly Manifest[],
  rows: readonly Row[],
  before = manifests,
): Related {
  const { set } = partsOf(manifests)
  if (set === null) return { text, followers: [] }
  const was = former(manifests, before)
  const first = fieldsOf(was(set, selector))
  const now = fieldsOf(valueAt(set.object, selector))
  const changes = new Changes(putRows(text, set, selector, rows))
  const after = new Map(namedRows(rows).map(({ key, value }) => [key, value]))
  for (const [key, value] of after) {
    for (const [manifest, path] of now[key] === value ? [] : placesOf(manifests, key)) {
      const isItself = manifest === set && path[1] === 'selector'
      const isTheirs = !isItself && was(manifest, path) === first[key]
      if (isTheirs && (first[key] !== undefined || isOfPods(path))) changes.follow(manifest, path, value)
    }
  }
  // Pods that had a label for half a word only lose it again.
  for (const key of Object.keys(now).filter((one) => !after.has(one))) {
    const path = [...podLabels, key]
    if (was(set, path) === undefined && valueAt(set.object, path) === now[key]) changes.drop(set, path)
  }
  return changes.result()
}

/** Where a label of the pods is said: by themselves, and by all that selects them. */
function placesOf(manifests: readonly Manifest[], key: string): [Manifest, Path][] {
  const { set, services } = partsOf(manifests)
  if (set === null) return []
  return [
    [set, [...podLabels, key]],
    ...[selector, ...spreadSelectors(set)].map((base): [Manifest, Path] => [set, [...base, key]]),
    ...services.map((service): [Manifest, Path] => [service, ['spec', 'selector', key]]),
    ...budgetsIn(manifests).map((budget): [Manifest, Path] => [budget, [...selector, key]]),
  ]
}

function isOfPods(path: Path): boolean {
  return podLabels.every((part, index) => path[index] === part)
}

/** Adds a Service for the set's pods: the headless one that names them, or an ordinary one beside it. */
export function addService(
  text: string,
  manifests: readonly Manifest[],
  kind: 'headless' | 'ordinary',
): Related {
  const { set } = partsOf(manifests)
  if (set === null) return { text, followers: [] }
  const name = kind === 'headless' ? set.name : `${set.name}-access`
  const changes = new Changes(text)
  if (kind === 'headless') changes.follow(set, ['spec', 'serviceName'], name)
  changes.text = appendDocument(changes.text, {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, labels: valueAt(set.object, ['metadata', 'labels']) ?? {} },
    spec: {
      ...(kind === 'headless' ? { clusterIP: 'None' } : {}),
      selector: serviceSelector(set),
      ports: firstPorts(set),
    },
  })
  return changes.result()
}

/** Takes an object out of the text: its document, or its item of a List. */
export function removeObject(text: string, { document, at }: Manifest): string {
  return at.length === 0 ? removeDocument(text, document) : deleteIn(text, document, at)
}

function budgetsIn(manifests: readonly Manifest[]): readonly Manifest[] {
  return manifests.filter(({ kind }) => kind === 'PodDisruptionBudget')
}

/** Where the pods' template names its own pods, so that they keep apart. */
function spreadSelectors({ object }: Manifest): Path[] {
  const pod: Path = ['spec', 'template', 'spec']
  const find = (value: unknown, path: Path): Path[] => {
    if (Array.isArray(value)) return value.flatMap((item, index) => find(item, [...path, index]))
    return Object.entries(fieldsOf(value)).flatMap(([key, one]) =>
      key === 'matchLabels' ? [[...path, key]] : find(one, [...path, key]),
    )
  }
  return ['affinity', 'topologySpreadConstraints'].flatMap((field) =>
    find(valueAt(object, [...pod, field]), [...pod, field]),
  )
}

/** A Service selects by equal labels only: those of the pods that the set selects by, or all of them. */
function serviceSelector({ object }: Manifest): Fields {
  const labels = fieldsOf(valueAt(object, podLabels))
  const { matchLabels, matchExpressions } = fieldsOf(valueAt(object, ['spec', 'selector']))
  const keys = listOf(matchExpressions).map((one) => String(fieldsOf(one).key))
  const named = Object.entries(labels).filter(([key]) => keys.includes(key))
  const selected = { ...Object.fromEntries(named), ...fieldsOf(matchLabels) }
  return Object.keys(selected).length > 0 ? selected : labels
}

function firstPorts(set: Manifest): object[] {
  const ports = valueAt(set.object, ['spec', 'template', 'spec', 'containers', 0, 'ports'])
  return (Array.isArray(ports) ? ports : []).flatMap((port: unknown) => {
    const { name, containerPort, protocol } = fieldsOf(port)
    if (typeof containerPort !== 'number') return []
    return [
      {
        ...(typeof name === 'string' ? { name } : {}),
        port: containerPort,
        targetPort: typeof name === 'string' ? name : containerPort,
        ...(typeof protocol === 'string' && protocol !== 'TCP' ? { protocol } : {}),
      },
    ]
  })
}
