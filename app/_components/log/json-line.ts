/** A longer line is not unfolded, in characters. */
const longest = 64 * 1024

/** The JSON object or list that a line is, in lines and indented, every value as it is written; null for other text. */
export function prettyJson(text: string): string | null {
  const json = text.trim()
  if (!/^(?:\{[\s\S]*\}|\[[\s\S]*\])$/.test(json) || json.length > longest) return null
  try {
    JSON.parse(json)
  } catch {
    return null
  }
  return indent(json)
}

/** Deeper ones stand no further to the right: a line of brackets alone would become gigabytes of blanks. */
const deepest = 40

/** Moves nothing but white space between tokens: numbers keep their digits, doubled keys stay. */
function indent(json: string): string {
  const out: string[] = []
  let depth = 0
  let before = ''
  for (const [token] of json.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s"{}[\],:]+/g)) {
    const isEnd = token === '}' || token === ']'
    const isFirst = before === '{' || before === '['
    if (isEnd) depth--
    // An empty one stays on its line.
    if (isEnd ? !isFirst : isFirst || before === ',') out.push(`\n${'  '.repeat(Math.min(depth, deepest))}`)
    out.push(token === ':' ? ': ' : token)
    if (token === '{' || token === '[') depth++
    before = token
  }
  return out.join('')
}
