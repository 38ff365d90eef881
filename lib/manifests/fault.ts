import type { FieldError } from '../errors.ts'
import type { Manifest } from './parse.ts'
import { type Path, pathText } from './path.ts'

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
