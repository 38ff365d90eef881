import { describe, expect, it } from 'vitest'
import { choiceLens, type Lens, noText, numberLens, textLens, wordLens } from './lens.ts'
import { parseManifests } from './parse.ts'
import type { Path } from './path.ts'
import { putField } from './put-field.ts'
import { putStrategy } from './put-strategy.ts'

const head = 'apiVersion: apps/v1\nkind: StatefulSet\n'
const only = (text: string) => {
  const parsed = parseManifests(text)
  const [manifest] = parsed.ok ? parsed.manifests : []
  if (manifest === undefined) throw new Error(JSON.stringify(parsed))
  return manifest
}
const put = <F>(text: string, path: Path, lens: Lens<F>, field: F) =>
  putField(head + text, only(head + text), path, lens, field).slice(head.length)

describe('one field', () => {
  it.each<[string, string, Path, Lens<string>]>([
    [
      'a default that is written out',
      'spec: { type: "RollingUpdate" } # so\n',
      ['spec', 'type'],
      choiceLens('RollingUpdate'),
    ],
    ['a default that is not', 'spec: {}\n', ['spec', 'type'], choiceLens('RollingUpdate')],
    ['a number in quotes', 'spec: { port: "80" }\n', ['spec', 'port'], numberLens],
    ['a number where a text may be', 'spec: { value: 080 }\n', ['spec', 'value'], textLens],
    [
      'no text at all, which is no absence',
      'spec: { storageClassName: "" }\n',
      ['spec', 'storageClassName'],
      wordLens,
    ],
  ])('put as one got it leaves every byte: %s', (_, text, path, lens) => {
    const value = path.reduce<unknown>((found, part) => (found as never)[part], only(head + text).object)
    expect(put(text, path, lens, lens.get(value))).toBe(text)
  })

  it('is the choice of its name, said or not; another one is written down', () => {
    const lens = choiceLens('TCP')
    expect([lens.get(undefined), lens.get(null), lens.get('TCP'), lens.get('UDP')]).toEqual([
      'TCP',
      'TCP',
      'TCP',
      'UDP',
    ])
    expect(put('spec: {}\n', ['spec', 'protocol'], lens, 'UDP')).toBe('spec:\n  protocol: UDP\n')
    expect(put('spec: { protocol: UDP }\n', ['spec', 'protocol'], lens, 'TCP')).toBe(
      'spec: { protocol: TCP }\n',
    )
  })

  it('may be empty on purpose', () => {
    expect([wordLens.get(undefined), wordLens.get(''), wordLens.get('fast')]).toEqual(['', noText, 'fast'])
    expect(put('spec: {}\n', ['spec', 'class'], wordLens, noText)).toBe('spec:\n  class: ""\n')
    expect(put('spec:\n  class: ""\n', ['spec', 'class'], wordLens, '')).toBe('spec: {}\n')
  })
})

describe('the strategy of updates', () => {
  const stored =
    'spec:\n  updateStrategy:\n    type: RollingUpdate # as stored\n    rollingUpdate:\n      partition: 2\n'
  const choose = (text: string, to: string) =>
    putStrategy(head + text, only(head + text), to).slice(head.length)

  it('that waits for deletions has no settings of another', () => {
    expect(choose(stored, 'OnDelete')).toBe('spec:\n  updateStrategy:\n    type: OnDelete # as stored\n')
    expect(choose('spec:\n  updateStrategy:\n    rollingUpdate:\n      partition: 2\n', 'OnDelete')).toBe(
      'spec:\n  updateStrategy:\n    type: OnDelete\n',
    )
  })

  it('keeps them while it is the same, and says what it is when it is another', () => {
    expect(choose(stored, 'RollingUpdate')).toBe(stored)
    expect(choose('spec:\n  replicas: 1\n', 'RollingUpdate')).toBe('spec:\n  replicas: 1\n')
    expect(choose('spec: { updateStrategy: { type: OnDelete } }\n', 'RollingUpdate')).toBe(
      'spec: { updateStrategy: { type: RollingUpdate } }\n',
    )
  })
})
