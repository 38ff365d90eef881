import { Lexer } from 'yaml'
import type { FieldError } from '../errors.ts'

/** The most text that is taken, in UTF-8 bytes: a third of what etcd stores for one object. */
export const maxManifestBytes = 512 * 1024
/** The most documents in one text, and the most objects. Parsing 20,000 takes over a second. */
export const maxManifestDocuments = 50
export const maxManifestDepth = 64

/** What YAML 1.2 calls not printable (5.1), and halves of characters. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const unprintable = /[\0-\x08\x0B\x0C\x0E-\x1F\x7F-\x84\x86-\x9F\uFFFE\uFFFF]|\p{Surrogate}/u

/** What must not reach the parser, since the parser is the cost; null when nothing is wrong. */
export function textFault(source: string): FieldError | null {
  if (new TextEncoder().encode(source).length > maxManifestBytes) return refusal('manifest_too_large')
  const documents = Math.max(count(source, /^---(?=\s|$)/gm), count(source, /^\.\.\.(?=\s|$)/gm))
  if (documents > maxManifestDocuments) return refusal('manifest_too_many', String(documents))
  const control = unprintable.exec(source)
  if (control !== null) {
    const code = (control[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
    return {
      ...refusal('manifest_control', `U+${code}`),
      line: count(source.slice(0, control.index), /\n/g) + 1,
    }
  }
  return isTooDeep(source) ? refusal('manifest_too_deep') : null
}

/** Indentation within the size cannot overflow the parser; brackets and `- - -` can. */
function isTooDeep(source: string): boolean {
  if (/^ *(?:[-?:] +){64}/m.test(source)) return true
  let open = 0
  const isSuspect = [...source.matchAll(/[[\]{}]/g)].some(([bracket]) => {
    open = bracket === '[' || bracket === '{' ? open + 1 : Math.max(0, open - 1)
    return open > maxManifestDepth
  })
  return isSuspect && flowDepthExceeds(source, maxManifestDepth)
}

/** Exact: brackets within text, such as the colours of a shell script, do not count. */
function flowDepthExceeds(source: string, limit: number): boolean {
  let open = 0
  let isText = false
  for (const token of new Lexer().lex(source)) {
    if (!isText && (token === '[' || token === '{') && ++open > limit) return true
    if (!isText && (token === ']' || token === '}')) open--
    isText = token === startOfText
  }
  return false
}

/** The lexer's own mark: the next token is a scalar. */
const startOfText = '\x1f'

function count(source: string, pattern: RegExp): number {
  return source.match(pattern)?.length ?? 0
}

function refusal(code: string, detail?: string): FieldError {
  return { path: 'manifest', code, ...(detail === undefined ? {} : { detail }) }
}
