import { describe, expect, it } from 'vitest'
import { maxManifestBytes } from './guard.ts'
import { complaints, errorsOf, parsed, rightText } from './manifest.testing.ts'
import { parseManifests } from './parse.ts'
import { withoutServerFields } from './server-fields.ts'

const spec = `spec:
  selector: { matchLabels: { app: a } }
  template:
    metadata: { labels: { app: a } }
    spec: { containers: [{ name: main, image: busybox:1.36 }] }
`
const set = (name = 'web', more = '') =>
  `apiVersion: apps/v1\nkind: StatefulSet\nmetadata:\n  name: ${name}\n${more}${spec}`
const service =
  'apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { clusterIP: None, selector: { app: a } }\n'
const json = JSON.stringify(parsed(set())[0]?.object, null, '\t')

/** Nine levels of nine. */
const bomb = `a: &a [${Array(9).fill('lol').join(',')}]\n${[...'bcdefghi']
  .map((key, index) => `${key}: &${key} [${Array(9).fill(`*${'abcdefgh'[index]}`).join(',')}]\n`)
  .join('')}`
/** A script with colours: its brackets are text. */
const colours = `data:\n  run.sh: |\n${'    echo -e "\\033[31m red {"\n'.repeat(200)}`

describe('a text of manifests', () => {
  it.each([
    ['a set', set(), []],
    ['a set and its Service', `${service}---\n${set()}`, []],
    ['JSON, indented with tabs', json, []],
    ['a byte order mark and CRLF', `\uFEFF${set().replaceAll('\n', '\r\n')}`, []],
    [
      'JSON objects one after the other',
      `${json}${json.replaceAll('web', 'db')}\n\n{"a": "}{"}`,
      ['manifest_missing@59'],
    ],
    [
      'braces in a text',
      `${set()}---\n{kind: ConfigMap, apiVersion: v1, metadata: {name: a}, data: {a: '}{'}}\n`,
      [],
    ],
    [
      'a byte order mark in front of each document',
      `\uFEFF${service}\uFEFF---\n${set()}---\n\uFEFF# more\n${service.replace('web', 'other')}`,
      [],
    ],
    ['more objects than are read', '{}'.repeat(51), ['manifest_too_many@']],
    ['the own namespace', set('web', '  namespace: team-a\n'), []],
    ['empty documents between', `---\n# first\n---\n${set()}---\n---\n`, []],
    [
      'many brackets in a text',
      `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n${colours}---\n${set()}`,
      [],
    ],
    ['an anchor used often', `${set()}  note: [&a x, ${Array(300).fill('*a').join(', ')}]\n`, []],
    ['nothing', '', ['manifest_empty@']],
    ['only comments', '# nothing\n', ['manifest_empty@']],
    ['a list instead of an object', '- a\n', ['manifest_not_object@1']],
    ['no kind', 'apiVersion: v1\nmetadata: { name: a }', ['manifest_missing@1']],
    ['no name', 'apiVersion: v1\nkind: ConfigMap', ['manifest_no_set@', 'required@1']],
    ['no version', 'kind: Service\nmetadata: { name: a }', ['manifest_missing@1']],
    ['a syntax error', 'a: [1\nb: 2', ['manifest_syntax@2']],
    ['a key twice', `${set()}\nkind: StatefulSet`, ['manifest_duplicate_key@11']],
    ['a key twice in JSON', '{"kind": "Pod",\n "kind": "Service"}', ['manifest_duplicate_key@2']],
    ['a number and a text as one key', 'data:\n  1: a\n  "1": b\n', ['manifest_duplicate_key@3']],
    ['a merge key', `${set()}  more:\n    <<: { a: b }\n`, ['manifest_merge_key@11']],
    [
      '"<<" as a text',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: "<<" }\n',
      ['manifest_no_set@', 'dns_subdomain@3'],
    ],
    ['a list as a key', '? [a, b]\n: c\n', ['manifest_key@1']],
    ['a tag of another program', 'kind: !!js/function "x"\n', ['manifest_tag@1']],
    ['binary', 'kind: !!binary aGk=\n', ['manifest_tag@1']],
    ['a tag of YAML itself', set().replace('name: web', 'name: !!str web'), []],
    ['an alias without an anchor', 'a: 1\nb: *nope\n', ['manifest_alias@2']],
    ['an alias inside its own anchor', 'a: &a\n  b: *a\n', ['manifest_aliases@2']],
    ['a tab as indentation', 'kind: StatefulSet\nmetadata:\n\tname: a\n', ['manifest_tab@3']],
    ['NUL', 'a: 1\nb: "x\0"\n', ['manifest_control@2']],
    ['another control character', 'a: 1\n\nb: \u001b[0m\n', ['manifest_control@3']],
    ['half a character', 'a: \ud800\n', ['manifest_control@1']],
    ['an emoji', set('web', '  annotations: { mood: 🙂 }\n'), []],
    ['20,000 documents', '---\n'.repeat(20_000), ['manifest_too_many@']],
    ['20,000 ends of documents', 'a\n...\n'.repeat(20_000), ['manifest_too_many@']],
    ['10 MB', 'a'.repeat(10_000_000), ['manifest_too_large@']],
    ['8,000 brackets', '['.repeat(8000), ['manifest_too_deep@']],
    ['8,000 braces', '{"a":'.repeat(8000), ['manifest_too_deep@']],
    ['8,000 dashes', `${'- '.repeat(8000)}a`, ['manifest_too_deep@']],
    ['8,000 question marks', `${'? '.repeat(8000)}a`, ['manifest_too_deep@']],
    ['8,000 anchors', `a: ${'&a '.repeat(8000)}b`, ['manifest_syntax@1']],
    ['nesting of 65 by indentation', nested(65), ['manifest_too_deep@65']],
    ['an alias bomb', `${set()}  more:\n    ${bomb.replaceAll('\n', '\n    ')}`, ['manifest_aliases@15']],
    ['an alias bomb in JSON brackets', `{${bomb.replaceAll('\n', ',\n')}}`, ['manifest_aliases@5']],
    ['5,000 keys', Array.from({ length: 5000 }, (_, key) => `k${key}: 1`).join('\n'), ['manifest_missing@1']],
  ])('%s', (_name, text, expected) => {
    expect(complaints(text)).toEqual(expected)
  })

  it('nested deeper than the parser can follow is refused', () => {
    expect(errorsOf(nested(900)).map(({ code }) => code)).toEqual(['manifest_too_deep'])
  })

  it('names both lines of a key that is there twice, and where it is', () => {
    const text = set().replace('template:', 'replicas: 1\n  serviceName: web\n  replicas: 2\n  template:')
    expect(errorsOf(text)).toEqual([
      { path: 'spec.replicas', code: 'manifest_duplicate_key', line: 9, detail: '7', document: 0 },
    ])
  })

  it('does not touch prototypes', () => {
    complaints(
      set(
        'web',
        '  labels: { __proto__: { polluted: yes }, constructor: { prototype: { polluted: yes } } }\n',
      ),
    )
    complaints(`${set()}  __proto__: { polluted: yes }\n`)
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })

  it('counts bytes, not characters', () => {
    expect(complaints(`# ${'名'.repeat(Math.ceil(maxManifestBytes / 3))}`)).toEqual(['manifest_too_large@'])
  })

  it('reads modes of files as kubectl does', () => {
    const [manifest] = parsed(
      'apiVersion: v1\nkind: X\nmetadata: { name: a }\nmodes: [0644, 0o644, 420, 08, "0644"]',
    )
    expect(manifest?.object.modes).toEqual([420, 420, 420, 8, '0644'])
  })
})

describe('a List', () => {
  const indented = (text: string) => `  - ${text.trimEnd().replaceAll('\n', '\n    ')}\n`

  it('is opened into its items, each with its line', () => {
    const text = `apiVersion: v1\nkind: List\nitems:\n${indented(service)}${indented(set())}`
    expect(complaints(text)).toEqual([])
    expect(parsed(text).map(({ kind, line, at, document }) => ({ kind, line, at, document }))).toEqual([
      { kind: 'Service', line: 4, at: ['items', 0], document: 0 },
      { kind: 'StatefulSet', line: 8, at: ['items', 1], document: 0 },
    ])
    expect(errorsOf(text.replace('busybox:1.36', '"a b"'))).toEqual([
      {
        path: 'items[1].spec.template.spec.containers[0].image',
        code: 'image',
        detail: 'a b',
        line: 16,
        document: 0,
      },
    ])
  })

  it('may name the kind of its items once', () => {
    const item = indented(set().replace('apiVersion: apps/v1\nkind: StatefulSet\n', ''))
    expect(complaints(`apiVersion: apps/v1\nkind: StatefulSetList\nitems:\n${item}`)).toEqual([])
  })

  it('may hold Lists', () => {
    const inner = `apiVersion: v1\nkind: List\nitems:\n${indented(set())}`
    expect(parsed(`apiVersion: v1\nkind: List\nitems:\n${indented(inner)}`)[0]?.at).toEqual([
      'items',
      0,
      'items',
      0,
    ])
  })

  it.each([
    ['without items', 'kind: List\napiVersion: v1\n', ['manifest_no_set@', 'manifest_kind@1']],
    ['with no items', 'kind: List\napiVersion: v1\nitems: []\n', ['manifest_empty@']],
    ['with something else', 'kind: List\napiVersion: v1\nitems:\n  - a\n', ['manifest_not_object@4']],
    [
      'of another kind',
      'kind: PodList\napiVersion: v1\nitems:\n  - metadata: { name: a }\n',
      ['manifest_no_set@', 'manifest_kind@4'],
    ],
    [
      'of 51 objects',
      `kind: List\napiVersion: v1\nitems:\n${'  - { kind: A, apiVersion: v1 }\n'.repeat(51)}`,
      ['manifest_too_many@'],
    ],
  ])('%s is refused', (_name, text, expected) => {
    expect(complaints(text)).toEqual(expected)
  })
})

describe('what only the server writes', () => {
  const exported = set(
    'web',
    '  uid: "1"\n  resourceVersion: "2"\n  creationTimestamp: null\n  generation: 3\n  managedFields: []\n',
  )

  it('is told with its place, and not sent', () => {
    const result = parseManifests(`# first\n---\n${exported}status: { replicas: 1 }\n`)
    expect(result.ok && result.dropped).toEqual([
      { path: 'metadata.managedFields', line: 11, document: 0 },
      { path: 'metadata.resourceVersion', line: 8, document: 0 },
      { path: 'metadata.uid', line: 7, document: 0 },
      { path: 'metadata.generation', line: 10, document: 0 },
      { path: 'status', line: 17, document: 0 },
    ])
    const [manifest] = parsed(`${exported}status: { replicas: 1 }\n`)
    expect(withoutServerFields(manifest?.object ?? {})).toEqual(parsed(set())[0]?.object)
    expect(manifest?.object.status).toEqual({ replicas: 1 })
  })

  it('leaves everything else as it is', () => {
    for (const { object } of parsed(rightText)) expect(withoutServerFields(object)).toEqual(object)
  })
})

function nested(depth: number): string {
  return Array.from({ length: depth }, (_, level) => `${' '.repeat(level)}a:`).join('\n')
}
