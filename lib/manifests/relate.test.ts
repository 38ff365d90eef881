import { describe, expect, it } from 'vitest'
import { blankText } from './blank.ts'
import { parseManifests } from './parse.ts'
import { valueAt } from './read.ts'
import { addService, type Related, relabelSet, renameService, renameSet, renameVolume } from './relate.ts'
import { templateText } from './templates.ts'

const read = (text: string) => {
  const parsed = parseManifests(text)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors))
  return parsed.manifests
}
const named = renameSet(blankText, read(blankText), 'web').text
const values = ({ text }: Related, document: number, ...paths: string[]) =>
  paths.map((path) => valueAt(read(text)[document]?.object, path.split('.')))

const names = [
  'metadata.name',
  'metadata.labels.app',
  'spec.selector.matchLabels.app',
  'spec.template.metadata.labels.app',
  'spec.serviceName',
]

describe('a set that gets another name', () => {
  it('takes its labels, its selector and its Service along', () => {
    const related = renameSet(named, read(named), 'db')
    expect(values(related, 1, ...names)).toEqual(['db', 'db', 'db', 'db', 'db'])
    expect(values(related, 0, 'metadata.name', 'spec.selector.app')).toEqual(['db', 'db'])
  })

  it('says what it took along', () => {
    const { followers } = renameSet(named, read(named), 'db')
    expect(followers).toContainEqual({
      kind: 'StatefulSet',
      path: ['spec', 'serviceName'],
      from: 'web',
      to: 'db',
    })
    expect(followers).toHaveLength(7)
  })

  it('takes along its disruption budget and what keeps its pods apart', () => {
    const quorum = templateText('quorum', (key) => key)
    const { text } = renameSet(quorum, read(quorum), 'db')
    expect(text).not.toContain('quorum')
    const spread = templateText('leader', (key) => key)
    expect(renameSet(spread, read(spread), 'db').text).not.toMatch(/: leader$/m)
  })

  it('leaves what has a name of its own', () => {
    const own = renameService(named, read(named), 'peers').text
    const related = renameSet(own, read(own), 'db')
    expect(values(related, 1, 'metadata.name', 'spec.serviceName')).toEqual(['db', 'peers'])
    expect(values(related, 0, 'metadata.name')).toEqual(['peers'])
  })
})

describe('a set that gets other labels', () => {
  const rows = (labels: Record<string, string>) =>
    Object.entries(labels).map(([key, value]) => ({ key, value }))

  it('gives a new one to its pods, and not to its selector', () => {
    const related = relabelSet(named, read(named), rows({ app: 'web', tier: 'gold' }))
    expect(values(related, 1, 'metadata.labels', 'spec.template.metadata.labels')).toEqual([
      { app: 'web', tier: 'gold' },
      { app: 'web', tier: 'gold' },
    ])
    expect(values(related, 1, 'spec.selector.matchLabels')).toEqual([{ app: 'web' }])
  })

  it('changes one that is selected by everywhere', () => {
    const related = relabelSet(named, read(named), rows({ app: 'store' }))
    expect(values(related, 1, ...names.slice(1, 4))).toEqual(['store', 'store', 'store'])
    expect(values(related, 0, 'spec.selector')).toEqual([{ app: 'store' }])
  })

  it('is not changed by a row whose key is, for now, that of another', () => {
    const typing = [
      { key: 'app', value: 'web' },
      { key: 'app', value: '' },
    ]
    expect(relabelSet(named, read(named), typing)).toEqual({ text: named, followers: [] })
  })

  it('changes what keeps its pods apart and its disruption budget, too', () => {
    const quorum = templateText('quorum', (key) => key)
    const { text } = relabelSet(quorum, read(quorum), rows({ app: 'store' }))
    // What the Service itself is labelled with is its own.
    expect(text.match(/app: quorum/g)).toHaveLength(1)
  })

  it('keeps the last one that the selector has', () => {
    const related = relabelSet(named, read(named), [])
    expect(values(related, 1, 'metadata.labels', 'spec.selector.matchLabels')).toEqual([
      undefined,
      { app: 'web' },
    ])
    expect(values(related, 1, 'spec.template.metadata.labels')).toEqual([{ app: 'web' }])
  })
})

it('a volume that gets another name takes its mounts along', () => {
  const text = named.replace(
    'image: ""',
    'image: ""\n          volumeMounts:\n            - { name: data, mountPath: /data } # here',
  )
  const holder = ['spec', 'volumeClaimTemplates', 0, 'metadata'] as const
  const whole = `${text}  volumeClaimTemplates:\n    - metadata: { name: data }\n`
  const related = renameVolume(whole, read(whole), holder, 'files')
  expect(related.text).toContain('- { name: files, mountPath: /data } # here')
  expect(related.followers).toHaveLength(1)
})

it('a Service for clients is made of the first container’s ports and the selector', () => {
  const text = named.replace('image: ""', 'image: ""\n          ports: [{ name: http, containerPort: 8080 }]')
  const related = addService(text, read(text), 'ordinary')
  expect(values(related, 2, 'metadata.name', 'spec')).toEqual([
    'web-access',
    { selector: { app: 'web' }, ports: [{ name: 'http', port: 8080, targetPort: 'http' }] },
  ])
})
