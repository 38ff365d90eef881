import { fieldsOf, isFields, isLeftOut } from './read.ts'

/** What only the server writes; a text copied out of a cluster has it. */
export const metadataFields = [
  'managedFields',
  'resourceVersion',
  'uid',
  'creationTimestamp',
  'generation',
  'selfLink',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
] as const

/** The paths of the fields that `withoutServerFields` would drop. */
export function serverFieldsOf(object: Readonly<Record<string, unknown>>): string[][] {
  const metadata = fieldsOf(object.metadata)
  return [
    ...metadataFields.filter((key) => !isLeftOut(metadata[key])).map((key) => ['metadata', key]),
    ...(isLeftOut(object.status) ? [] : [['status']]),
  ]
}

/** The object as it is sent: what only the server writes is left out. */
export function withoutServerFields(
  object: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const { status: _, ...rest } = object
  if (!isFields(rest.metadata)) return rest
  const kept = Object.entries(rest.metadata).filter(
    ([key]) => !metadataFields.some((dropped) => dropped === key),
  )
  return { ...rest, metadata: Object.fromEntries(kept) }
}
