import { deleteIn, setIn } from './edit.ts'
import type { Manifest } from './parse.ts'
import type { Path } from './path.ts'
import { fieldsOf, isFields, valueAt } from './read.ts'

/**
 * Makes a thing one of another kind, as a handler or a volume is of exactly one: what holds fields goes, whether a form
 * knows the kind or not; what all kinds have in common are single values, and stay.
 */
export function putKind(text: string, manifest: Manifest, path: Path, kind: string, first: object): string {
  const at = [...manifest.at, ...path]
  const fields = fieldsOf(valueAt(manifest.object, path))
  const former = Object.keys(fields).filter((key) => key !== kind && isFields(fields[key]))
  const made = isFields(fields[kind]) ? text : setIn(text, manifest.document, [...at, kind], first)
  return former.reduce((rest, key) => deleteIn(rest, manifest.document, [...at, key], at.length), made)
}
