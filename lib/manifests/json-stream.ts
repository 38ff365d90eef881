/**
 * Where the second and each later one of several JSON objects begins that stand one after the other without a mark
 * between them, as in a stream that kubectl reads; none for any other text.
 */
export function laterObjects(text: string): number[] {
  if (!/^\s*\{/.test(text) || !/\}\s*\{/.test(text)) return []
  const starts = [0]
  let depth = 0
  for (const { 0: token, index } of text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"|[{}]/g)) {
    if (token === '{') depth++
    if (token !== '}' || --depth > 0) continue
    const behind = /^\s*(?=(.?))/s.exec(text.slice(index + 1))
    if (behind?.[1] === '{') starts.push(index + 1 + behind[0].length)
    else if (behind?.[1] !== '') return []
  }
  // Braces in other quotes than JSON's are text.
  const isJson = starts.every((start, index) => reads(text.slice(start, starts[index + 1])))
  return isJson ? starts.slice(1) : []
}

function reads(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
