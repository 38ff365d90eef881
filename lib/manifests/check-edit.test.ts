import { describe, expect, it } from 'vitest'
import { checkEdit } from './check-edit.ts'
import { liveText } from './live-text.ts'
import { lockedLines } from './locks.ts'
import { parsed } from './manifest.testing.ts'
import { defaultPolicy } from './policy.ts'
import type { Fields } from './read.ts'

const text = `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: db
  namespace: team-a
spec:
  replicas: 3
  serviceName: db
  selector:
    matchLabels:
      app: db
  template:
    metadata:
      labels:
        app: db
    spec:
      containers:
      - name: main
        image: busybox:1.36
  volumeClaimTemplates:
  - metadata:
      name: data
    spec:
      accessModes:
      - ReadWriteOnce
      resources:
        requests:
          storage: 1Gi
`
const context = { namespace: 'team-a', policy: defaultPolicy }
const object = (source: string) => parsed(source)[0]?.object as Fields
const check = (edited: string, base = text) =>
  checkEdit(object(base), parsed(edited), context).map(({ path, code, line }) => `${path}: ${code}@${line}`)

describe('an edit', () => {
  it.each([
    ['nothing', text, []],
    ['a name', text.replace('name: db', 'name: other'), ['metadata.name: locked_name@4']],
    ['a namespace', text.replace('team-a', 'team-b'), ['metadata.namespace: locked_namespace@5']],
    ['a kind', text.replace('StatefulSet', 'Deployment'), ['kind: locked_type@2']],
    [
      'a service name',
      text.replace('serviceName: db', 'serviceName: x'),
      ['spec.serviceName: locked_service@8'],
    ],
    [
      'the order',
      text.replace('  replicas', '  podManagementPolicy: Parallel\n  replicas'),
      ['spec.podManagementPolicy: locked_order@7'],
    ],
    ['a claim template', text.replace('1Gi', '2Gi'), ['spec.volumeClaimTemplates: locked_claims@20']],
    ['negative replicas', text.replace('replicas: 3', 'replicas: -1'), ['spec.replicas: whole@7']],
    ['absurd replicas', text.replace('replicas: 3', 'replicas: 1000000000'), ['spec.replicas: replicas@7']],
    [
      'a partition beyond the replicas',
      text.replace('  replicas: 3', '  updateStrategy: { rollingUpdate: { partition: 4 } }\n  replicas: 3'),
      ['spec.updateStrategy.rollingUpdate.partition: partition_beyond@7'],
    ],
    [
      'a privileged container',
      text.replace(
        'image: busybox:1.36',
        'image: busybox:1.36\n        securityContext: { privileged: true }',
      ),
      ['spec.template.spec.containers[0].securityContext.privileged: policy_privileged@20'],
    ],
    [
      'a second object',
      `${text}---\napiVersion: v1\nkind: Service\nmetadata: { name: x }\n`,
      [': edit_one_object@30'],
    ],
  ])('of %s', (_, edited, expected) => {
    expect(check(edited)).toEqual(expected)
  })

  it('of a selector is said once', () => {
    expect(check(text.replace('      app: db\n  template', '      app: x\n  template'))).toContain(
      'spec.selector: locked_selector@9',
    )
  })

  const daring = text.replace(
    'image: busybox:1.36',
    'image: busybox:1.36\n        securityContext: { privileged: true }',
  )

  it('may leave a privileged pod as it is, and not put another image into it', () => {
    expect(check(daring.replace('replicas: 3', 'replicas: 2'), daring)).toEqual([])
    expect(check(daring.replace('busybox:1.36', 'busybox:1.37'), daring)).toEqual([
      'spec.template.spec.containers[0].securityContext.privileged: policy_privileged@20',
    ])
  })

  it('does not complain of what the cluster took long ago', () => {
    const long = text.replace('name: db', `name: ${'d'.repeat(60)}`)
    expect(check(long.replace('replicas: 3', 'replicas: 2'), long)).toEqual([])
  })
})

describe('the lines that are locked', () => {
  it('are those of what a set keeps for life', () => {
    expect(lockedLines(text).map(({ lock, from, to }) => `${lock} ${from}-${to}`)).toEqual([
      'locked_type 1-1',
      'locked_type 2-2',
      'locked_name 4-4',
      'locked_namespace 5-5',
      'locked_selector 9-11',
      'locked_service 8-8',
      'locked_claims 20-28',
    ])
  })

  it('are none in a text that cannot be read, and few in one that is short', () => {
    expect(lockedLines(`${text}\n\t:`)).toEqual([])
    expect(lockedLines(liveText({ kind: 'StatefulSet' })).map(({ lock }) => lock)).toEqual(['locked_type'])
  })
})
