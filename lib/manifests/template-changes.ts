import { type Fields, fieldsOf, isFields, listOf } from './read.ts'
import { same } from './values.ts'

export const changedThings = [
  'container',
  'initContainer',
  'image',
  'env',
  'port',
  'mount',
  'label',
  'annotation',
  'volume',
  'restart',
  'field',
] as const

/** One thing that differs between two pod templates, as a sentence can tell it. */
export interface TemplateChange {
  readonly thing: (typeof changedThings)[number]
  readonly is: 'added' | 'removed' | 'changed'
  /** The container that it is about; '' for the pod. */
  readonly container: string
  /** What it is called: a variable, a label, a path such as `resources.limits.memory`. */
  readonly name: string
  /** As short texts, '' for what is longer than a line or may be a secret. */
  readonly from: string
  readonly to: string
}

/** Set by restarts, Ordinal's and `kubectl rollout restart`'s. */
const restartedAt = 'kubectl.kubernetes.io/restartedAt'
const maxText = 120

/** All that differs, containers first; what is null or empty is as if it were not there. */
export function templateChanges(before: unknown, after: unknown): TemplateChange[] {
  const [a, b] = [fieldsOf(before), fieldsOf(after)]
  const [podA, podB] = [fieldsOf(a.spec), fieldsOf(b.spec)]
  const [metaA, metaB] = [fieldsOf(a.metadata), fieldsOf(b.metadata)]
  return [
    ...containers('container', podA.containers, podB.containers),
    ...containers('initContainer', podA.initContainers, podB.initContainers),
    ...entries('volume', '', named(podA.volumes), named(podB.volumes)),
    ...entries('label', '', mapOf(metaA.labels), mapOf(metaB.labels), shown),
    ...entries('annotation', '', mapOf(metaA.annotations), mapOf(metaB.annotations)).map((change) =>
      change.name === restartedAt ? { ...change, thing: 'restart' as const } : change,
    ),
    ...fields('', without(podA, podParts), without(podB, podParts)),
    ...fields('', without(metaA, ['labels', 'annotations']), without(metaB, ['labels', 'annotations'])),
  ]
}

const podParts = ['containers', 'initContainers', 'volumes']
const containerParts = ['name', 'image', 'env', 'ports', 'volumeMounts']

function containers(thing: 'container' | 'initContainer', before: unknown, after: unknown): TemplateChange[] {
  const [a, b] = [named(before), named(after)]
  const whole = entries(thing, '', a, b, (value) => shown(fieldsOf(value).image)).filter(
    ({ is }) => is !== 'changed',
  )
  const both = [...b.keys()].filter((name) => a.has(name))
  return [
    ...whole,
    ...both.flatMap((name) => inContainer(name, fieldsOf(a.get(name)), fieldsOf(b.get(name)))),
  ]
}

function inContainer(container: string, a: Fields, b: Fields): TemplateChange[] {
  return [
    ...entries('image', container, new Map([['image', a.image]]), new Map([['image', b.image]]), shown),
    ...entries('env', container, named(a.env), named(b.env)),
    ...entries('port', container, ports(a.ports), ports(b.ports)),
    ...entries('mount', container, byKey(a.volumeMounts, 'mountPath'), byKey(b.volumeMounts, 'mountPath')),
    ...fields(container, without(a, containerParts), without(b, containerParts)),
  ]
}

function entries(
  thing: TemplateChange['thing'],
  container: string,
  a: ReadonlyMap<string, unknown>,
  b: ReadonlyMap<string, unknown>,
  show: (value: unknown) => string = () => '',
): TemplateChange[] {
  const names = [...new Set([...a.keys(), ...b.keys()])]
  return names.flatMap((name) => {
    const [from, to] = [withoutEmpty(a.get(name)), withoutEmpty(b.get(name))]
    if (same(from, to)) return []
    const is = from === undefined ? 'added' : to === undefined ? 'removed' : 'changed'
    return [{ thing, is, container, name, from: show(from), to: show(to) } as const]
  })
}

/** The deepest maps that differ, by their paths; a list is one value. */
function fields(container: string, a: Fields, b: Fields, path = ''): TemplateChange[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((key) => {
    const name = path === '' ? key : `${path}.${key}`
    const [from, to] = [withoutEmpty(a[key]), withoutEmpty(b[key])]
    if (isFields(from) && isFields(to)) return fields(container, from, to, name)
    return entries('field', container, new Map([[name, from]]), new Map([[name, to]]), shown)
  })
}

function named(list: unknown): Map<string, unknown> {
  return byKey(list, 'name')
}

function ports(list: unknown): Map<string, unknown> {
  return new Map(
    listOf(list).map((port) => {
      const { containerPort, protocol = 'TCP' } = fieldsOf(port)
      return [`${String(containerPort)}/${String(protocol)}`, port]
    }),
  )
}

function byKey(list: unknown, key: string): Map<string, unknown> {
  return new Map(listOf(list).map((item) => [shown(fieldsOf(item)[key]), item]))
}

function mapOf(value: unknown): Map<string, unknown> {
  return new Map(Object.entries(fieldsOf(value)))
}

function without(value: Fields, keys: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key) && key !== '$patch'))
}

function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(withoutEmpty)
  if (!isFields(value)) return value === null || value === '' ? undefined : value
  const kept = Object.entries(value)
    .map(([key, item]) => [key, withoutEmpty(item)] as const)
    .filter(([, item]) => item !== undefined)
  // `emptyDir: {}` says something.
  return Object.keys(value).length > 0 && kept.length === 0 ? undefined : Object.fromEntries(kept)
}

function shown(value: unknown): string {
  if (value === undefined) return ''
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > maxText ? '' : text
}
