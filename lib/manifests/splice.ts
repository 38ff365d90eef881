/** One change of a text: `insert` stands in place of what was between `start` and `end`. */
export interface Splice {
  readonly start: number
  readonly end: number
  readonly insert: string
}

/** Makes all changes; they may not overlap. Those at one offset keep their order. */
export function spliced(text: string, splices: readonly Splice[]): string {
  let result = ''
  let at = 0
  for (const { start, end, insert } of splices.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    result += text.slice(at, start) + insert
    at = end
  }
  return result + text.slice(at)
}

export function lineStart(text: string, at: number): number {
  return at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1
}

/** Behind the line's break, or the text's end. */
export function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end === -1 ? text.length : end + 1
}

/** Before the line's break. */
export function lineStop(text: string, at: number): number {
  return beforeBreak(text, lineEnd(text, at))
}

/** Before the line break that stands right before it, if one does. */
export function beforeBreak(text: string, end: number): number {
  if (text[end - 1] !== '\n') return end
  return text[end - 2] === '\r' ? end - 2 : end - 1
}

export function column(text: string, at: number): number {
  return at - lineStart(text, at)
}

/** Whether nothing but spaces stands before it on its line. */
export function startsLine(text: string, at: number): boolean {
  return /^[ \t]*$/.test(text.slice(lineStart(text, at), at))
}

/** Whether nothing but spaces or a comment follows on the line. */
export function endsLine(text: string, at: number): boolean {
  return /^[ \t]*$|^[ \t]+#/.test(text.slice(at, lineStop(text, at)))
}

/** The lines in place of what is between two starts of lines. A text that ended without a line break still does. */
export function replaceLines(
  text: string,
  start: number,
  end: number,
  lines: readonly string[],
  eol: string,
): Splice {
  if (end < text.length || text.endsWith('\n')) {
    return { start, end, insert: lines.map((line) => line + eol).join('') }
  }
  if (start < end && lines.length > 0) return { start, end, insert: lines.join(eol) }
  if (start < end) return { start: beforeBreak(text, start), end, insert: '' }
  return { start, end, insert: lines.map((line) => eol + line).join('') }
}
