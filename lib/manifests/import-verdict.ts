import type { FieldError } from '../errors.ts'
import { objectOf } from './fault.ts'
import type { Manifest } from './parse.ts'

/**
 * What an object of an imported text will become: `new`; `taken`, a set whose name another one has; `exists`, a companion
 * that can be used as it stands; `leavable`, which has no place here but can be left out; `refused`;
 * `open` while the cluster has not said what it has.
 */
export type ImportVerdict = 'open' | 'new' | 'taken' | 'exists' | 'leavable' | 'refused'

/** What leaving the object out mends. */
const leavable = new Set(['manifest_kind', 'manifest_one_set', 'object_twice'])
/** What no form can mend. An object that is meant for another namespace is never passed over. */
const barring = new Set([...leavable, 'manifest_namespace', 'manifest_no_set'])

/** The complaints that keep a text from filling the form. */
export function barsOf(complaints: readonly FieldError[]): FieldError[] {
  return complaints.filter(({ code }) => barring.has(code))
}

/** `standing` are the objects that the cluster has already, as `<kind>/<name>`; null while that is not known. */
export function importVerdict(
  manifest: Manifest,
  all: readonly Manifest[],
  bars: readonly FieldError[],
  standing: readonly string[] | null,
): ImportVerdict {
  const own = bars.filter((one) => one.document !== undefined && objectOf(one, all)[0] === manifest)
  if (own.length > 0) return own.every(({ code }) => leavable.has(code)) ? 'leavable' : 'refused'
  if (standing === null) return 'open'
  if (!standing.includes(`${manifest.kind}/${manifest.name}`)) return 'new'
  return manifest.kind === 'StatefulSet' ? 'taken' : 'exists'
}
