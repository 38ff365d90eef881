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

/** Moves nothing but white space between tokens: numbers keep their digits, doubled keys stay. */
function indent(json: string): string {
  let out = ''
  let depth = 0
  const line = () => `\n${'  '.repeat(depth)}`
  for (const [token] of json.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s"{}[\],:]+/g)) {
    if (token === '{' || token === '[') {
      depth++
      out += token + line()
    } else if (token === '}' || token === ']') {
      depth--
      // An empty one stays on its line.
      out = /[[{]\s*$/.test(out) ? out.trimEnd() + token : out + line() + token
    } else if (token === ',') out += token + line()
    else out += token === ':' ? ': ' : token
  }
  return out
}
