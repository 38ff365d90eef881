import type { StatefulSet } from '../../kubernetes/types.ts'
import { partitionOf } from './facts.ts'

/** Ordinal's note of a hold: `<former>/<put>`, the partition that was there and the one that holds. */
export const heldAnnotation = 'ordinal.io/held-partition'

export interface Held {
  readonly former: number
  /** Null in a note that does not say it. */
  readonly put: number | null
}

export function readHeld({ metadata }: StatefulSet): Held | null {
  const match = /^(\d{1,9})(?:\/(\d{1,9}))?$/.exec(metadata.annotations?.[heldAnnotation] ?? '')
  if (match === null) return null
  return { former: Number(match[1]), put: match[2] === undefined ? null : Number(match[2]) }
}

export function heldNote(former: number, put: number): string {
  return `${former}/${put}`
}

/** Whether the partition is still where the hold put it: somebody else may have moved it since. */
export function isHeld(set: StatefulSet): boolean {
  const held = readHeld(set)
  return held !== null && (held.put === null || held.put === partitionOf(set))
}
