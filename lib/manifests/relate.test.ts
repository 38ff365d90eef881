import { describe, expect, it } from 'vitest'
import { blankText } from './blank.ts'
import { parseManifests } from './parse.ts'
import { valueAt } from './read.ts'
import { addService, type Related, relabelSet, renameService, renameSet, renameVolume } from './relate.ts'

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
