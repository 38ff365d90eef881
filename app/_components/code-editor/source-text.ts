/**
 * The text as it came, byte for byte, beside what an editor makes of it. An editor shows lines that end in `\n`; the
 * text may have `\r\n`, both mixed, or begin with a byte order mark, and keeps them wherever nobody typed.
 */

/** One edit in an editor's text, in UTF-16 units. */
export interface TextChange {
  readonly rangeOffset: number
  readonly rangeLength: number
  readonly text: string
}

/** What the editor shows of a source. */
export function shownText(source: string): string {
  return source.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
}

/**
 * The source after edits that made the shown text `shown`; each edit is on the text that the one before it left. New
 * lines end as the others do.
 */
export function applyChanges(source: string, changes: readonly TextChange[], shown: string): string {
  const ending = source.includes('\r\n') ? '\r\n' : '\n'
  const changed = changes.reduce((text, { rangeOffset, rangeLength, text: typed }) => {
    const start = sourceOffset(text, rangeOffset)
    const end = sourceOffset(text, rangeOffset + rangeLength)
    return text.slice(0, start) + typed.replace(/\r\n?|\n/g, ending) + text.slice(end)
  }, source)
  // A lone \r that met a typed \n became one ending: what is shown is what counts.
  return shownText(changed) === shown ? changed : shown.replaceAll('\n', ending)
}

/** The one edit that turns one shown text into another, as small as it can be without halving a character. */
export function smallestChange(from: string, to: string): TextChange {
  const shorter = Math.min(from.length, to.length)
  let start = 0
  while (start < shorter && from[start] === to[start]) start++
  if (isHighSurrogate(from, start - 1)) start--
  let end = 0
  while (end < shorter - start && from.at(-1 - end) === to.at(-1 - end)) end++
  if (end > 0 && isHighSurrogate(from, from.length - end - 1)) end--
  return {
    rangeOffset: start,
    rangeLength: from.length - end - start,
    text: to.slice(start, to.length - end),
  }
}

function sourceOffset(source: string, shownOffset: number): number {
  let offset = source.startsWith('\uFEFF') ? 1 : 0
  if (!source.includes('\r')) return offset + shownOffset
  for (let passed = 0; passed < shownOffset; passed++) offset += source.startsWith('\r\n', offset) ? 2 : 1
  return offset
}

function isHighSurrogate(text: string, index: number): boolean {
  const unit = text.charCodeAt(index)
  return unit >= 0xd800 && unit <= 0xdbff
}
