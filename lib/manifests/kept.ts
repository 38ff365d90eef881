import { type Path, pathText } from './path.ts'
import { isFields, isLeftOut } from './read.ts'
import { same } from './values.ts'

/** Something that was sent and is not there, or is there otherwise: `kept` is undefined when it was dropped. */
export interface Unkept {
  /** As the API server writes it. */
  readonly path: string
  readonly sent: unknown
  readonly kept: unknown
}

/**
 * Compares what was sent with what came back. What the server added by itself is not named. With a feature switched off
 * it drops fields without a word.
 */
export function unkeptOf(sent: unknown, stored: unknown, path: Path = []): Unkept[] {
  if (isNothing(sent) || same(sent, stored)) return []
  if (isFields(sent) && isFields(stored))
    return Object.entries(sent).flatMap(([key, one]) => unkeptOf(one, stored[key], [...path, key]))
  if (Array.isArray(sent) && Array.isArray(stored) && sent.length === stored.length)
    return sent.flatMap((one: unknown, index) => unkeptOf(one, stored[index], [...path, index]))
  return [{ path: pathText(path), sent, kept: isLeftOut(stored) ? undefined : stored }]
}

/** What the server leaves out by itself. */
function isNothing(value: unknown): boolean {
  if (isLeftOut(value) || value === '' || value === false || value === 0) return true
  if (Array.isArray(value)) return value.length === 0
  return isFields(value) && Object.values(value).every(isNothing)
}
