import type { FieldError } from '@/lib/errors'
import { objectOf } from '@/lib/manifests/fault'
import type { Parts, Role } from '@/lib/manifests/roles'

/** A field of the form: the document's role, then the path in it. */
export type At = readonly [Role, ...(string | number)[]]

/** A field's name to React Hook Form, which takes dots and brackets for levels. */
export function nameOf(at: readonly (string | number)[]): string {
  return at.join('/').replaceAll('.', '~')
}

/** The field that a complaint is about; null when it is about none of the form's objects. */
export function fieldOf(complaint: FieldError, parts: Parts): string | null {
  const roles = ['set', 'service', 'access'] as const
  const [manifest, path] = objectOf(complaint, [parts.set, parts.service, parts.access])
  const role = roles.find((one) => manifest !== undefined && parts[one] === manifest)
  return role === undefined ? null : nameOf([role, ...path])
}
