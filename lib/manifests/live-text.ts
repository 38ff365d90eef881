import { appendDocument } from './edit.ts'
import { type Fields, fieldsOf, isFields, isLeftOut } from './read.ts'
import { metadataFields, withoutServerFields } from './server-fields.ts'

/** What tools keep for themselves on an object: noise to whoever edits it, and lost on whom it is taken away from. */
const hiddenAnnotations = [
  'kubectl.kubernetes.io/last-applied-configuration',
  'ordinal.io/request',
  'ordinal.io/request-digest',
  'ordinal.io/restart',
]

/** Maps in which each key is a thing of its own, and which say nothing when they are empty. */
export const openMaps: ReadonlySet<string> = new Set([
  'labels',
  'annotations',
  'nodeSelector',
  'limits',
  'requests',
])

const metadataOrder = ['name', 'namespace', 'labels', 'annotations']

/** A stored object as a person edits it: without what the server writes, and what tools keep there. */
export function editableOf(object: Fields): Fields {
  const { apiVersion, kind, metadata, ...rest } = withoutServerFields(object)
  const { generateName: _, annotations, ...own } = fieldsOf(metadata)
  const shown = Object.entries(fieldsOf(annotations)).filter(([key]) => !hiddenAnnotations.includes(key))
  const all: Fields = { ...own, ...(shown.length === 0 ? {} : { annotations: Object.fromEntries(shown) }) }
  const keys = [...metadataOrder, ...Object.keys(all).filter((key) => !metadataOrder.includes(key))]
  const ordered = Object.fromEntries(keys.filter((key) => key in all).map((key) => [key, all[key]]))
  return { apiVersion, kind, metadata: ordered, ...rest }
}

/** The same as YAML. */
export function liveText(object: Fields): string {
  return appendDocument('', editableOf(object))
}

/** What is to be stored for an edited object: what was kept from the person is as it was read. */
export function withKept(edited: Fields, read: Fields): Fields {
  const { status } = read
  const metadata = fieldsOf(read.metadata)
  const wanted = plain(withoutServerFields(edited)) as Fields
  const { annotations, ...own } = fieldsOf(wanted.metadata)
  const kept = ([...metadataFields, 'generateName'] as const).filter((key) => key in metadata)
  const before = fieldsOf(metadata.annotations)
  const hidden = hiddenAnnotations.filter((key) => Object.hasOwn(before, key))
  const all = { ...pick(before, hidden), ...fieldsOf(annotations) }
  return {
    ...wanted,
    metadata: {
      ...own,
      ...(Object.keys(all).length === 0 ? {} : { annotations: all }),
      ...pick(metadata, kept),
    },
    ...(status === undefined ? {} : { status }),
  }
}

/** To the API server, null and an empty map of labels are the same as left out. */
export function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain)
  if (!isFields(value)) return value
  const entries = Object.entries(value).map(([key, one]): [string, unknown] => [key, plain(one)])
  const isNothing = (key: string, one: unknown) =>
    isLeftOut(one) || (openMaps.has(key) && isFields(one) && Object.keys(one).length === 0)
  return Object.fromEntries(entries.filter(([key, one]) => !isNothing(key, one)))
}

function pick(fields: Fields, keys: readonly string[]): Fields {
  return Object.fromEntries(keys.map((key) => [key, fields[key]]))
}
