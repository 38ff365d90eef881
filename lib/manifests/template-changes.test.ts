import { describe, expect, it } from 'vitest'
import { templateChanges } from './template-changes.ts'
import { templateLines } from './template-text.ts'

const main = { name: 'main', image: 'db:1', env: [{ name: 'A', value: '1' }] }
const template = (container: object = {}, pod: object = {}, metadata: object = {}) => ({
  metadata: { labels: { app: 'web' }, creationTimestamp: null, ...metadata },
  spec: { containers: [{ ...main, ...container }], ...pod },
})
const told = (before: object, after: object) =>
  templateChanges(before, after).map(({ thing, is, container, name, from, to }) =>
    [thing, is, container, name, from && `${from} →`, to].filter(Boolean).join(' '),
  )

describe('what differs between two templates, in words', () => {
  it.each<[string, object, string[]]>([
    ['nothing', template(), []],
    ['nothing, written otherwise', { ...template(), $patch: 'replace' }, []],
    ['empty lists', template({ ports: [] }, { tolerations: [] }), []],
    ['an image', template({ image: 'db:2' }), ['image changed main image db:1 → db:2']],
    [
      'variables; their values are not told',
      template({
        env: [
          { name: 'A', value: '2' },
          { name: 'B', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } },
        ],
      }),
      ['env changed main A', 'env added main B'],
    ],
    ['a variable that is gone', template({ env: [] }), ['env removed main A']],
    [
      'a container more',
      template({}, { containers: [main, { name: 'side', image: 'proxy:1' }] }),
      ['container added side proxy:1'],
    ],
    [
      'a container less',
      template({}, { containers: [{ name: 'other', image: 'db:1' }] }),
      ['container removed main db:1 →', 'container added other db:1'],
    ],
    [
      'an init container',
      template({}, { initContainers: [{ name: 'init', image: 'tools:1' }] }),
      ['initContainer added init tools:1'],
    ],
    [
      'resources',
      template({ resources: { limits: { memory: '1Gi' } } }),
      ['field added main resources {"limits":{"memory":"1Gi"}}'],
    ],
    [
      'a probe',
      template({ readinessProbe: { periodSeconds: 5 } }),
      ['field added main readinessProbe {"periodSeconds":5}'],
    ],
    ['a command', template({ command: ['sh'] }), ['field added main command ["sh"]']],
    ['ports', template({ ports: [{ containerPort: 80 }] }), ['port added main 80/TCP']],
    [
      'mounts and volumes',
      template(
        { volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }] },
        { volumes: [{ name: 'tmp', emptyDir: {} }] },
      ),
      ['mount added main /tmp', 'volume added tmp'],
    ],
    [
      'labels and annotations',
      template({}, {}, { labels: { app: 'web', tier: 'a' }, annotations: { note: 'x' } }),
      ['label added tier a', 'annotation added note'],
    ],
    [
      'a restart',
      template({}, {}, { annotations: { 'kubectl.kubernetes.io/restartedAt': '2026-11-26T00:00:00Z' } }),
      ['restart added kubectl.kubernetes.io/restartedAt'],
    ],
    [
      'a field of the pod',
      template({}, { terminationGracePeriodSeconds: 30 }),
      ['field added terminationGracePeriodSeconds 30'],
    ],
    [
      'a field deep in the pod',
      template({}, { securityContext: { fsGroup: 2 } }),
      ['field added securityContext {"fsGroup":2}'],
    ],
  ])('%s', (_, after, words) => {
    expect(told(template(), after)).toEqual(words)
  })

  it('names the deepest place that differs', () => {
    const limits = (memory: string) => template({ resources: { limits: { cpu: '1', memory } } })
    expect(told(limits('1Gi'), limits('2Gi'))).toEqual([
      'field changed main resources.limits.memory 1Gi → 2Gi',
    ])
  })
})

describe('a template as text', () => {
  it('has one order, whatever the order of its keys', () => {
    const a = { spec: { containers: [{ image: 'db:1', name: 'main', args: ['x'] }] }, $patch: 'replace' }
    const b = { spec: { containers: [{ args: ['x'], name: 'main', image: 'db:1', env: null }] } }
    expect(templateLines(a)).toEqual(templateLines(b))
    expect(templateLines(a).slice(0, 4)).toEqual([
      'spec:',
      '  containers:',
      '    - name: main',
      '      image: db:1',
    ])
  })
})
