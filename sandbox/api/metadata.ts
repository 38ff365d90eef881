import type { Clock } from '../clock.ts'
import type { AnyObject, Metadata } from './objects.ts'
import { badRequest } from './status.ts'

/** Who writes, and how. */
export interface Writer {
  /** The `fieldManager` of the call. */
  readonly manager: string
  /** The part of the object that the address names, if it names one. */
  readonly subresource?: string | undefined
  /** All checks, and nothing is stored. */
  readonly isDryRun?: boolean
}

const alphabet = 'bcdfghjklmnpqrstvwxz2456789'

/** Five characters that make no words (k8s.io/apimachinery/pkg/util/rand). Throws 422 where there is no name to make. */
export function generatedName(prefix: string | undefined): string {
  if (!prefix) throw badRequest('name or generateName is required')
  const letters = Array.from({ length: 5 }, () => alphabet[Math.floor(Math.random() * alphabet.length)])
  return `${prefix}${letters.join('')}`
}

/** With a note of who wrote it and when. Which fields, the sandbox does not keep. */
export function signed(
  object: AnyObject,
  old: AnyObject | undefined,
  { manager, subresource }: Writer,
  clock: Clock,
): AnyObject {
  const isOther = (entry: NonNullable<Metadata['managedFields']>[number]) =>
    entry.manager !== manager || entry.subresource !== subresource
  const others = (old?.metadata.managedFields ?? []).filter(isOther)
  const entry = {
    ...{ manager, operation: 'Update', apiVersion: object.apiVersion ?? 'v1', time: clock.stamp() },
    ...{ fieldsType: 'FieldsV1', fieldsV1: {}, ...(subresource && { subresource }) },
  }
  return { ...object, metadata: { ...object.metadata, managedFields: [...others, entry] } }
}
