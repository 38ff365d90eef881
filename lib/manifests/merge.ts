import {
  type Change,
  changesOf,
  itemIndex,
  overlaps,
  type Place,
  pathOfPlace,
  valueAtPlace,
} from './changes.ts'
import { deleteIn, insertIn, setIn } from './edit.ts'
import { openMaps } from './live-text.ts'
import { type Manifest, parseManifests } from './parse.ts'
import { type Fields, listOf, valueAt } from './read.ts'
import { same } from './values.ts'

/** A place that two people changed differently since both read it. */
export interface Conflict {
  readonly place: Place
  readonly base: unknown
  readonly mine: unknown
  readonly theirs: unknown
}

export interface Merged {
  /** My text with what the others changed elsewhere; where both did, it is still mine. */
  readonly text: string
  /** What came from the others. */
  readonly taken: readonly Change[]
  readonly conflicts: readonly Conflict[]
}

/**
 * Brings into my text what others changed since the base that it was begun from. My lines and comments stay; what both
 * changed to the same value is no conflict. Null when my text cannot be read.
 */
export function mergeInto(text: string, base: Fields, theirs: Fields): Merged | null {
  const mine = onlyObject(text)
  if (mine === null) return null
  const ours = changesOf(base, mine.object)
  const news = changesOf(base, theirs).filter(({ place, to }) => !same(valueAtPlace(mine.object, place), to))
  const isClear = ({ place }: Change) => !ours.some((one) => overlaps(one.place, place))
  const taken = news.filter(isClear)
  const contested = news
    .filter((change) => !isClear(change))
    .flatMap(({ place }) => [place, ...ours.map((one) => one.place).filter((one) => overlaps(one, place))])
  return {
    text: taken.reduce(applyChange, text),
    taken,
    conflicts: outermost(contested).map((place) => ({
      place,
      base: valueAtPlace(base, place),
      mine: valueAtPlace(mine.object, place),
      theirs: valueAtPlace(theirs, place),
    })),
  }
}

/** My text with one place as it is somewhere else. */
export function takeOver(text: string, { place, theirs }: Pick<Conflict, 'place' | 'theirs'>): string {
  return applyChange(text, { place, from: undefined, to: theirs })
}

function applyChange(text: string, { place, to, behind }: Change): string {
  const mine = onlyObject(text)
  if (mine === null) return text
  const path = pathOfPlace(mine.object, place)
  if (path !== null) {
    const whole = [...mine.at, ...path]
    if (to !== undefined) return setIn(text, mine.document, whole, to)
    const holder = path.at(-2)
    const isOpen = typeof holder === 'string' && openMaps.has(holder)
    return deleteIn(text, mine.document, whole, isOpen ? whole.length - 2 : whole.length)
  }
  const list = pathOfPlace(mine.object, place.slice(0, -1))
  if (to === undefined || list === null) return text
  const items = listOf(valueAt(mine.object, list))
  const before = typeof behind === 'string' ? itemIndex(list.at(-1), items, behind) : -1
  const index = behind === null ? 0 : before === -1 ? items.length : before + 1
  return insertIn(text, mine.document, [...mine.at, ...list], index, to)
}

function onlyObject(text: string): Manifest | null {
  const parsed = parseManifests(text)
  return parsed.ok ? (parsed.manifests[0] ?? null) : null
}

/** Without those that are inside of another, each once. */
function outermost(places: readonly Place[]): Place[] {
  return places.filter(
    (place, index) =>
      !places.some(
        (other, at) =>
          overlaps(other, place) &&
          (other.length < place.length || (other.length === place.length && at < index)),
      ),
  )
}
