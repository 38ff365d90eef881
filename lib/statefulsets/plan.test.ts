import { describe, expect, it } from 'vitest'
import { isAppError } from '../errors.ts'
import { maxManifestBytes, parseManifests } from '../manifests/parse.ts'
import { planCreate } from './plan.ts'

const set = (name = 'web', more = '') =>
  `apiVersion: apps/v1\nkind: StatefulSet\nmetadata:\n  name: ${name}\n${more}`
const service = 'apiVersion: v1\nkind: Service\nmetadata: { name: web }\n'

/** The complaints about a text, as `code@line`. */
function complaints(text: string): string[] {
  const parsed = parseManifests(text)
  if (!parsed.ok) return parsed.errors.map(({ code, line }) => `${code}@${line ?? ''}`)
  try {
    planCreate(parsed.manifests, 'team-a')
    return []
  } catch (error) {
    return isAppError(error) ? error.fields.map(({ code, line }) => `${code}@${line ?? ''}`) : [String(error)]
  }
}

const bomb = `a: &a [x,x]\n${'bcdefghijk'.replace(/./g, (key, index: number) => `${key}: &${key} [*${'abcdefghij'[index]},*${'abcdefghij'[index]}]\n`)}`

describe('a text of manifests', () => {
  it.each([
    ['a set', set(), []],
    ['a set and its Service', `${service}---\n${set()}`, []],
    ['JSON', '{"apiVersion":"apps/v1","kind":"StatefulSet","metadata":{"name":"web"}}', []],
    ['a byte order mark and CRLF', `\uFEFF${set().replaceAll('\n', '\r\n')}`, []],
    ['the own namespace', set('web', '  namespace: team-a'), []],
    ['nothing', '', ['manifest_empty@']],
    ['only comments', '# nothing\n', ['manifest_empty@']],
    ['a list instead of an object', '- a\n', ['manifest_not_object@1']],
    ['no kind', 'apiVersion: v1\nmetadata: { name: a }', ['manifest_missing@1']],
    ['no name', 'apiVersion: apps/v1\nkind: StatefulSet', ['manifest_missing@1']],
    ['a syntax error', 'a: [1\nb: 2', ['manifest_syntax@2']],
    ['a key twice', `${set()}\nkind: StatefulSet`, ['manifest_syntax@6']],
    ['another kind', `${set()}---\napiVersion: v1\nkind: Secret\nmetadata: { name: a }`, ['manifest_kind@7']],
    ['a List', `${set()}---\napiVersion: v1\nkind: List\nmetadata: { name: a }`, ['manifest_kind@7']],
    ['another namespace', set('web', '  namespace: team-b'), ['manifest_namespace@5']],
    ['two sets', `${set()}---\n${set('db')}`, ['manifest_one_set@7']],
    ['no set', service, ['manifest_no_set@']],
    ['a name of 52 characters', set('a'.repeat(52)), []],
    ['a name of 53 characters', set('a'.repeat(53)), ['set_name_long@4']],
    ['a name of 64 characters', set('a'.repeat(64)), ['dns_label@4']],
    ['capitals', set('Web'), ['dns_label@4']],
    ['dots', set('".."'), ['dns_label@4']],
    ['a slash', set('a/b'), ['dns_label@4']],
    ['20,000 documents', '---\n'.repeat(20_000), ['manifest_too_many@']],
    ['10 MB', 'a'.repeat(10_000_000), ['manifest_too_large@']],
    ['8,000 brackets', '['.repeat(8000), ['manifest_too_deep@']],
  ])('%s', (_name, text, expected) => {
    expect(complaints(text)).toEqual(expected)
  })

  it('with an alias bomb is refused quickly', () => {
    const start = performance.now()
    expect(complaints(`${set()}spec:\n  ${bomb.replaceAll('\n', '\n  ')}`)[0]).toMatch(
      /manifest_(syntax|kind)/,
    )
    expect(performance.now() - start).toBeLessThan(2000)
  })

  it('does not touch prototypes', () => {
    complaints(set('web', '__proto__: { polluted: yes }'))
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })

  it('counts bytes, not characters', () => {
    expect(complaints(`# ${'名'.repeat(Math.ceil(maxManifestBytes / 3))}`)).toEqual(['manifest_too_large@'])
  })
})
