import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkManifests } from './check.ts'
import { barsOf, importVerdict } from './import-verdict.ts'
import { parseManifests } from './parse.ts'
import { defaultPolicy } from './policy.ts'
import { removeObject } from './relate.ts'

const context = { namespace: 'team-a', policy: defaultPolicy }

function read(text: string) {
  const parsed = parseManifests(text)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors))
  const bars = barsOf(checkManifests(parsed.manifests, context))
  const verdicts = (standing: readonly string[] | null = []) =>
    parsed.manifests.map((one) => [one.kind, importVerdict(one, parsed.manifests, bars, standing)])
  return { manifests: parsed.manifests, bars, verdicts }
}

const set = 'apiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: web }\n'
const service = 'apiVersion: v1\nkind: Service\nmetadata: { name: web }\n'
const secret = 'apiVersion: v1\nkind: Secret\nmetadata: { name: pw }\n'
const stream = (...documents: string[]) => documents.join('---\n')
const list = (...items: string[]) =>
  `apiVersion: v1\nkind: List\nitems:\n${items.map((item) => item.replace(/^/gm, '  ').replace('  ', '- ').trimEnd()).join('\n')}\n`

describe('what an object of an imported text becomes', () => {
  it.each([
    ['documents', stream(set, service, secret)],
    ['items of a List', list(set, service, secret)],
  ])('is told of the object itself, among %s', (_, text) => {
    expect(read(text).verdicts()).toEqual([
      ['StatefulSet', 'new'],
      ['Service', 'new'],
      ['Secret', 'leavable'],
    ])
    expect(
      read(text)
        .verdicts(null)
        .map(([, verdict]) => verdict),
    ).toEqual(['open', 'open', 'leavable'])
    expect(read(text).verdicts(['StatefulSet/web', 'Service/web', 'Secret/pw'])).toEqual([
      ['StatefulSet', 'taken'],
      ['Service', 'exists'],
      ['Secret', 'leavable'],
    ])
  })

  it('is refused where it is meant for another namespace, also when it could be left out', () => {
    const foreign = secret.replace('name: pw', 'name: pw, namespace: team-b')
    expect(
      read(stream(set, service.replace('name: web', 'name: web, namespace: team-b'))).verdicts()[1],
    ).toEqual(['Service', 'refused'])
    expect(read(stream(set, foreign)).verdicts()[1]).toEqual(['Secret', 'leavable'])
  })

  it('is for a second set, and a second object of one name, to be left out', () => {
    expect(read(stream(set, set, service, service)).verdicts()).toEqual([
      ['StatefulSet', 'new'],
      ['StatefulSet', 'leavable'],
      ['Service', 'new'],
      ['Service', 'leavable'],
    ])
  })
})

describe('manifests as the world writes them', () => {
  const folder = join(import.meta.dirname, 'corpus')
  const files = readdirSync(folder).filter((name) => /\.(?:yaml|json)$/.test(name))

  it.each(files)('%s fills the form once what is not made here is left out', (file) => {
    const text = readFileSync(join(folder, file), 'utf8').replaceAll(/^( *)namespace: .*\n/gm, '')
    const { manifests, verdicts } = read(text)
    const others = manifests.filter((_, index) => verdicts()[index]?.[1] === 'leavable')
    const rest = others.reduceRight(removeObject, text)
    expect(read(rest).bars).toEqual([])
    expect(read(rest).manifests.map(({ kind, name }) => `${kind}/${name}`)).toEqual(
      manifests.filter((one) => !others.includes(one)).map(({ kind, name }) => `${kind}/${name}`),
    )
  })
})
