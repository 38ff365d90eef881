import { type Level, levelOf, levels } from './log-level.ts'

/** What is looked for in a log. Plain text unless `isRegex`. */
export interface LogQuery {
  readonly text: string
  readonly isRegex: boolean
  readonly isCase: boolean
  /** This grave at least; null for any line. */
  readonly level: Level | null
}

/** Throws SyntaxError for an expression that is none. Null where any text is meant. */
export function toPattern({ text, isRegex, isCase }: LogQuery): RegExp | null {
  if (text === '') return null
  const source = isRegex ? text : text.replace(/[\^$\\.*+?()[\]{}|/]/g, '\\$&')
  return new RegExp(source, isCase ? 'gu' : 'giu')
}

/** Whether its expression is one. */
export function isPattern(query: LogQuery): boolean {
  try {
    toPattern(query)
    return true
  } catch {
    return false
  }
}

/** Gives where a line without escapes is meant, as begin and end of the first place; null where it is not. */
export function toFinder(query: LogQuery): (line: string) => readonly [from: number, to: number] | null {
  const pattern = toPattern(query)
  const { level } = query
  return (line) => {
    const place = pattern === null ? nowhere : placeOf(pattern, line)
    return place === null || (level !== null && !isAsGrave(line, level)) ? null : place
  }
}

const nowhere = [0, 0] as const

function placeOf(pattern: RegExp, line: string): readonly [number, number] | null {
  pattern.lastIndex = 0
  const match = pattern.exec(line)
  return match === null ? null : [match.index, match.index + match[0].length]
}

function isAsGrave(line: string, level: Level): boolean {
  const found = levelOf(line)
  return found !== null && levels.indexOf(found) <= levels.indexOf(level)
}

/** So many hits of a whole log are told; the others are counted. */
export const maxHits = 1000

/** One line that was found, in the part of it around the place. */
export interface LogHit {
  /** Counted from 1 in the log of its run. */
  readonly line: number
  /** Of the run before the present one. */
  readonly isPrevious: boolean
  /** The kubelet's timestamp. */
  readonly at: string
  readonly text: string
  /** The place in `text`. */
  readonly from: number
  readonly to: number
}

/** What a search of a whole log says, one as a line of JSON. */
export type SearchNews =
  | ({ readonly kind: 'hit' } & LogHit)
  /** So many lines were read, and so many of them are meant, up to this timestamp. */
  | { readonly kind: 'progress'; readonly lines: number; readonly hits: number; readonly at: string }
  | {
      readonly kind: 'end'
      /**
       * `whole`: to the end of the log; `late`: its time was over; `slow`: the expression would take too long;
       * `replaced`: the same person began another search.
       */
      readonly reason: 'whole' | 'late' | 'slow' | 'replaced' | 'lost'
      readonly lines: number
      readonly hits: number
    }
