import type { FieldError } from '@/lib/errors'
import type { Manifest } from '@/lib/manifests/parse'
import { type Path, pathParts } from '@/lib/manifests/path'
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

/** The object that a complaint is about, and the path in it. */
export function objectOf(
  { document = 0, path }: FieldError,
  manifests: readonly (Manifest | null)[],
): [Manifest | undefined, Path] {
  const parts = pathParts(path)
  const manifest = manifests.find(
    (one) => one?.document === document && one.at.every((part, index) => part === parts[index]),
  )
  return [manifest ?? undefined, parts.slice(manifest?.at.length ?? 0)]
}
