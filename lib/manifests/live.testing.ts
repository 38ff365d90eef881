import fc from 'fast-check'
import type { Fields } from './read.ts'

const word = fc.constantFrom('a', 'b', 'c/d', 'e~f', '0644', 'on', '')
const texts = fc.dictionary(fc.constantFrom('app', 'tier', 'a.b/c', 'x~y'), word, { maxKeys: 3 })
const absent = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 2 })

function named<T extends object>(item: fc.Arbitrary<T>) {
  return fc.uniqueArray(item, {
    maxLength: 4,
    selector: (one) => JSON.stringify((one as { name?: string }).name),
  })
}

const container = fc.record({
  name: fc.constantFrom('main', 'side', 'log', 'init'),
  image: word,
  args: absent(fc.array(word, { maxLength: 4 })),
  env: absent(named(fc.record({ name: fc.constantFrom('A', 'B', 'C'), value: absent(word) }))),
  ports: absent(
    fc.array(fc.record({ containerPort: fc.constantFrom(80, 81), protocol: absent(fc.constant('UDP')) }), {
      maxLength: 3,
    }),
  ),
  resources: absent(fc.record({ limits: absent(texts), requests: absent(texts) })),
})

/** A set as a cluster might have it, of few words, so that two of them have much in common. */
export const anySet: fc.Arbitrary<Fields> = fc
  .record({
    labels: absent(texts),
    annotations: absent(texts),
    replicas: absent(fc.nat(5)),
    partition: absent(fc.nat(5)),
    containers: named(container),
    tolerations: absent(fc.array(fc.record({ key: word, operator: absent(word) }), { maxLength: 3 })),
    nodeSelector: absent(texts),
  })
  .map(({ labels, annotations, replicas, partition, containers, tolerations, nodeSelector }) =>
    withoutUndefined({
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name: 'web', namespace: 'team-a', labels, annotations },
      spec: {
        replicas,
        updateStrategy: { rollingUpdate: { partition } },
        template: { spec: { containers, tolerations, nodeSelector } },
      },
    }),
  )

/** The same with what only a server writes, and what tools keep there. */
export function stored(set: Fields): Fields {
  const metadata = set.metadata as Fields
  return {
    ...set,
    metadata: {
      ...metadata,
      uid: 'uid-1',
      resourceVersion: '7',
      generation: 3,
      creationTimestamp: '2026-01-01T00:00:00Z',
      managedFields: [{ manager: 'kubectl', operation: 'Update' }],
      annotations: {
        'kubectl.kubernetes.io/last-applied-configuration': '{}',
        'ordinal.io/request': 'r',
        ...(metadata.annotations as object),
      },
    },
    status: { replicas: 1 },
  }
}

function withoutUndefined(value: Fields): Fields {
  return JSON.parse(JSON.stringify(value)) as Fields
}
