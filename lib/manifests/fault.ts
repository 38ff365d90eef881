import type { FieldError } from '../errors.ts'
import type { Manifest } from './parse.ts'
import { type Path, pathParts, pathText } from './path.ts'

/** One complaint about one object, before it is known where in the text that object is. */
export interface Fault {
  readonly path: Path
  readonly code: string
  readonly detail?: string
}

export function fault(path: Path, code: string, detail?: string): Fault {
  return detail === undefined ? { path, code } : { path, code, detail }
}

/**
 * The same with its place in the text. In a document of its own an object's path is the API server's; an item of a List
 * has its place in that List in front, so that document and path always name one spot of the text.
 */
export function located({ path, ...rest }: Fault, manifest: Manifest): FieldError {
  return {
    path: pathText([...manifest.at, ...path]),
    ...rest,
    line: manifest.lineOf(path),
    document: manifest.document,
  }
}

/** The other way: the object that a complaint is about, and the path in it. Items of a List are of one document. */
export function objectOf<M extends Manifest>(
  { document = 0, path }: FieldError,
  manifests: readonly (M | null)[],
): [M | undefined, Path] {
  const parts = pathParts(path)
  const manifest = manifests.find(
    (one) => one?.document === document && one.at.every((part, index) => part === parts[index]),
  )
  return [manifest ?? undefined, parts.slice(manifest?.at.length ?? 0)]
}
