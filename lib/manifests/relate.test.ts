import { describe, expect, it } from 'vitest'
import { blankText } from './blank.ts'
import type { Related } from './follow.ts'
import { parseManifests } from './parse.ts'
import { valueAt } from './read.ts'
import { addService, relabelSet, renameService, renameSet, reselectSet } from './relate.ts'
import { removeVolume, renameVolume } from './relate-volume.ts'
import type { Row } from './rows.ts'
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

/** As somebody types it, each word with what there was when they began. */
function typed(text: string, words: readonly string[], change: typeof renameSet): string {
  const before = read(text)
  return words.reduce((now, word) => change(now, read(now), word, before).text, text)
}

describe('a name that is typed', () => {
  it('takes nothing along that half of it equals by chance', () => {
    const text = named
      .replace('metadata:\n  name: web\n  labels:', 'metadata:\n  name: web\n  labels:\n    tier: data')
      .replaceAll('app: web', 'app: web\n    app.kubernetes.io/instance: my')
    expect(read(text)).toHaveLength(2)
    const done = typed(text, ['we', 'm', 'my', 'mys', 'mysq', 'mysql'], renameSet)
    expect(done.match(/app: mysql/g)).toHaveLength(5)
    expect(done.match(/app.kubernetes.io\/instance: my$/gm)).toHaveLength(5)
  })

  it('of a set takes its own Service along, not one that is called like half of it', () => {
    const text = `apiVersion: v1\nkind: Service\nmetadata: { name: we }\nspec: { ports: [{ port: 80 }] }\n---\n${named}`
    const done = typed(text, ['we', 'we-', 'we-two'], renameSet)
    expect(read(done).map(({ name }) => name)).toEqual(['we', 'we-two', 'we-two'])
  })

  it('of a volume takes no mounts of another along', () => {
    const mounts = '[{ name: data, mountPath: /a }, { name: data-2, mountPath: /b }]'
    const text = `${named.replace('image: ""', `image: ""\n          volumeMounts: ${mounts}`)}  volumeClaimTemplates:
    - metadata: { name: data }
    - metadata: { name: data-2 }
`
    const holder = ['spec', 'volumeClaimTemplates', 1, 'metadata'] as const
    const done = typed(text, ['data-', 'data', 'dat', 'logs'], (now, manifests, word, before) =>
      renameVolume(now, manifests, holder, word, before),
    )
    expect(done).toContain('[{ name: data, mountPath: /a }, { name: logs, mountPath: /b }]')
  })

  it('of a label drags no other label along', () => {
    const text = named.replace('app: web\n    spec:', 'app: web\n        tier: ab\n    spec:')
    const done = typed(text, ['a', 'ab', 'abc'], (now, manifests, word, before) =>
      relabelSet(
        now,
        manifests,
        [
          { key: 'app', value: 'web' },
          { key: 'tier', value: word },
        ],
        before,
      ),
    )
    expect(valueAt(read(done)[1]?.object, ['spec', 'template', 'metadata', 'labels', 'tier'])).toBe('ab')
    expect(valueAt(read(done)[1]?.object, ['metadata', 'labels', 'tier'])).toBe('abc')
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

  it('leaves what has no value without one, there and with its pods', () => {
    const text = named.replaceAll(/^( +)app: web\n(?= *spec|spec)/gm, '$1app: web\n$1none:\n')
    const now = rows({ app: 'web', none: '', tier: 'db' })
    const done = relabelSet(text, read(text), now).text
    expect(text.match(/none:$/gm)).toHaveLength(3)
    expect(done.match(/none:$/gm)).toHaveLength(3)
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

describe('a set that gets another selector', () => {
  const select = (text: string, rows: readonly Row[], before = read(text)) =>
    reselectSet(text, read(text), rows, before)
  const app = { key: 'app', value: 'web' }

  it('takes its pods, its Service, its budget and what keeps pods apart along', () => {
    const quorum = templateText('quorum', (key) => key)
    const { text } = select(quorum, [{ key: 'app', value: 'vote' }])
    // What the objects themselves are labelled with is their own.
    expect(text.match(/app: quorum/g)).toHaveLength(2)
    expect(text.match(/app: vote/g)).toHaveLength(5)
  })

  it('gives its pods what it asks for, letter by letter, and nothing of half a word', () => {
    const done = ['t', 'ti', 'tier'].reduce(
      (text, key) => select(text, [app, { key, value: 'db' }], read(named)).text,
      named,
    )
    const related = { text: done, followers: [] }
    expect(values(related, 1, 'spec.template.metadata.labels', 'spec.selector.matchLabels')).toEqual([
      { app: 'web', tier: 'db' },
      { app: 'web', tier: 'db' },
    ])
    expect(values(related, 0, 'spec.selector')).toEqual([{ app: 'web' }])
  })

  it('leaves a label of the pods that has another value, and none of theirs goes', () => {
    const text = named.replace('app: web\n    spec:', 'app: web\n        tier: db\n    spec:')
    const asked = select(text, [app, { key: 'tier', value: 'cache' }])
    expect(values(asked, 1, 'spec.template.metadata.labels')).toEqual([{ app: 'web', tier: 'db' }])
    const both = select(text, [app, { key: 'tier', value: 'db' }]).text
    expect(select(both, [app]).text).toBe(text)
  })
})

describe('volumes that are alike', () => {
  const mounts = '[{ name: data, mountPath: /a }, { name: data-3, mountPath: /backup }]'
  const twins = `${named.replace('image: ""', `image: ""\n          volumeMounts: ${mounts}`)}  volumeClaimTemplates:
    - metadata: { name: data }
    - metadata: { name: data-3 }
    - metadata: { name: data-3 }
`
  const claims = ['spec', 'volumeClaimTemplates'] as const

  it('take no mount from each other when one gets another name', () => {
    const related = renameVolume(twins, read(twins), [...claims, 2, 'metadata'], 'logs')
    expect(related.text).toContain(mounts)
    expect(related.followers).toEqual([])
  })

  it('keep the mount as long as one of them is there', () => {
    const once = removeVolume(twins, read(twins), [...claims, 2])
    expect(once.text).toContain(mounts)
    const { text, followers } = removeVolume(once.text, read(once.text), [...claims, 1])
    expect(text).toContain('[{ name: data, mountPath: /a }]')
    expect(followers).toMatchObject([{ from: 'data-3', to: '' }])
  })
})

it('a volume that goes takes its mounts along, and lists that are empty without them', () => {
  const mount = 'volumeMounts:\n            - { name: tmp, mountPath: /tmp }\n          '
  const text = named
    .replace('image: ""', `${mount}image: ""`)
    .replace('containers:', 'volumes: [{ name: tmp }]\n      containers:')
  const related = removeVolume(text, read(text), ['spec', 'template', 'spec', 'volumes', 0])
  expect(related.text).toBe(named)
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

it.each([
  [
    'the labels that its expressions name',
    'matchExpressions: [{ key: app, operator: Exists }]',
    { app: 'web' },
  ],
  [
    'all of its pods’ labels',
    'matchExpressions: [{ key: old, operator: DoesNotExist }]',
    { app: 'web', tier: 'db' },
  ],
] as const)('a Service for a set that selects by expressions selects by %s', (_, selector, wanted) => {
  const text = named
    .replace('    matchLabels:\n      app: web\n', `    ${selector}\n`)
    .replace('        app: web\n    spec', '        app: web\n        tier: db\n    spec')
  expect(values(addService(text, read(text), 'ordinary'), 2, 'spec.selector')).toEqual([wanted])
})
