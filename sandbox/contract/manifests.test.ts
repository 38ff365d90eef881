import { beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { createObject, tryPod } from '../../lib/kubernetes/objects.ts'
import type { NamespaceName } from '../../lib/names.ts'
import { statefulSet, withClaims } from './sets.ts'
import { onBothClusters, outcome } from './target.ts'

/** A name, fields in YAML, and what is wrong with them: causes without the path in front that all have; `ok` for none. */
type Row = readonly [name: string, fields: string, ...causes: readonly string[]]

const metadata: readonly Row[] = [
  ['a name with capitals', 'name: Db', 'name Invalid'],
  ['a name with dots', 'name: a.b', 'name Invalid'],
  ['a name of 53 characters', `name: ${'a'.repeat(53)}`],
  ['a label that is none', 'labels: { a: b/c }', 'labels Invalid'],
  ['a label key that is none', 'labels: { "a b": c }', 'labels Invalid'],
  ['an annotation key that is none', 'annotations: { "a b": c }', 'annotations Invalid'],
  ['too many annotations', `annotations: { a: ${'b'.repeat(256 * 1024)} }`, 'annotations TooLong'],
]

const claim = (spec: string) => `volumeClaimTemplates: [{ metadata: { name: data }, spec: { ${spec} } }]`
const modes = 'accessModes: [ReadWriteOnce]'
const size = (storage: string) => `resources: { requests: { storage: ${storage} } }`
const rolling = (fields: string) => `updateStrategy: { type: RollingUpdate, rollingUpdate: { ${fields} } }`
const operator = '{ matchLabels: { app: db }, matchExpressions: [{ key: app, operator: Is, values: [db] }] }'

const set: readonly Row[] = [
  ['claims', claim(`${modes}, ${size('1Gi')}`)],
  ['negative replicas', 'replicas: -1', 'replicas Invalid'],
  ['replicas as a text', 'replicas: "3"', 'replicas cluster_message'],
  ['an unknown field', 'replica: 3', 'replica unknown_field'],
  ['two unknown fields', '{ replica: 3, paused: true }', 'paused unknown_field', 'replica unknown_field'],
  ['a negative time', 'minReadySeconds: -1', 'minReadySeconds Invalid'],
  ['a negative ordinal', 'ordinals: { start: -1 }', 'ordinals.start Invalid'],
  ['an order that is none', 'podManagementPolicy: Ordered', 'podManagementPolicy Invalid'],
  ['a strategy that is none', 'updateStrategy: { type: Recreate }', 'updateStrategy Invalid'],
  [
    'a partition without a rollout',
    'updateStrategy: { type: OnDelete, rollingUpdate: { partition: 1 } }',
    'updateStrategy.rollingUpdate Invalid',
  ],
  ['a negative partition', rolling('partition: -1'), 'updateStrategy.rollingUpdate.partition Invalid'],
  ['none at a time', rolling('maxUnavailable: 0'), 'updateStrategy.rollingUpdate.maxUnavailable Invalid'],
  ['101 % at a time', rolling('maxUnavailable: 101%'), 'updateStrategy.rollingUpdate.maxUnavailable Invalid'],
  ['half at a time', rolling('maxUnavailable: half'), 'updateStrategy.rollingUpdate.maxUnavailable Invalid'],
  [
    'a retention that is none',
    'persistentVolumeClaimRetentionPolicy: { whenScaled: Recycle }',
    'persistentVolumeClaimRetentionPolicy.whenScaled NotSupported',
  ],
  ['a Service that is no name', 'serviceName: a.b', 'serviceName Invalid'],
  ['no selector', 'selector: null', 'selector Required', 'template.metadata.labels Invalid'],
  ['an empty selector', 'selector: {}', 'selector Invalid'],
  ['other pods', 'selector: { matchLabels: { app: web } }', 'template.metadata.labels Invalid'],
  [
    'an operator that is none',
    `selector: ${operator}`,
    'selector.matchExpressions[0].operator Invalid',
    'selector Invalid',
  ],
  ['no modes', claim(size('1Gi')), 'volumeClaimTemplates[0].spec.accessModes Required'],
  [
    'a mode that is none',
    claim(`accessModes: [RWO], ${size('1Gi')}`),
    'volumeClaimTemplates[0].spec.accessModes NotSupported',
  ],
  ['no size', claim(modes), 'volumeClaimTemplates[0].spec.resources[storage] Required'],
  ['no bytes', claim(`${modes}, ${size('0')}`), 'volumeClaimTemplates[0].spec.resources[storage] Invalid'],
  [
    'a class that is no name',
    claim(`${modes}, ${size('1Gi')}, storageClassName: Fast`),
    'volumeClaimTemplates[0].spec.storageClassName Invalid',
  ],
]

const main = '{ name: main, image: busybox }'
const pod: readonly Row[] = [
  ['that end', 'restartPolicy: Never', 'restartPolicy NotSupported'],
  ['with less than no time', 'terminationGracePeriodSeconds: -1'],
  ['with a resolver that is none', 'dnsPolicy: Nowhere', 'dnsPolicy NotSupported'],
  ['of nothing', 'containers: []', 'containers Required'],
  ['of two of one name', `containers: [${main}, ${main}]`, 'containers[1].name Duplicate'],
  ['prepared by one of the name', `initContainers: [${main}]`, 'initContainers[0].name Duplicate'],
  [
    'with two volumes of one name',
    'volumes: [{ name: a, emptyDir: {} }, { name: a, emptyDir: {} }]',
    'volumes[1].name Duplicate',
  ],
  [
    'with a volume of two kinds',
    'volumes: [{ name: a, emptyDir: {}, secret: { secretName: b } }]',
    'volumes[0].secret Forbidden',
  ],
]

const env = (fields: string) => `env: [{ name: A, ${fields} }]`
const container: readonly Row[] = [
  ['no image', 'image: ""', 'image Required'],
  ['a name that is none', 'name: Main', 'name Invalid'],
  ['a pull policy that is none', 'imagePullPolicy: Sometimes', 'imagePullPolicy NotSupported'],
  ['port 0', 'ports: [{ containerPort: 0 }]', 'ports[0].containerPort Required'],
  ['port 65536', 'ports: [{ containerPort: 65536 }]', 'ports[0].containerPort Invalid'],
  ['a port that is no name', 'ports: [{ name: HTTP, containerPort: 80 }]', 'ports[0].name Invalid'],
  [
    'two ports of one name',
    'ports: [{ name: a, containerPort: 1 }, { name: a, containerPort: 2 }]',
    'ports[1].name Duplicate',
  ],
  ['HTTP as a protocol', 'ports: [{ containerPort: 80, protocol: HTTP }]', 'ports[0].protocol NotSupported'],
  ['a variable without a name', 'env: [{ value: a }]', 'env[0].name Required'],
  ['a variable with an equals sign', 'env: [{ name: A=B, value: a }]', 'env[0].name Invalid'],
  ['a variable from nowhere', env('valueFrom: {}'), 'env[0].valueFrom Invalid'],
  [
    'a variable twice',
    env('value: a, valueFrom: { fieldRef: { fieldPath: metadata.name } }'),
    'env[0].valueFrom Invalid',
  ],
  [
    'a variable without a key',
    env('valueFrom: { configMapKeyRef: { name: a } }'),
    'env[0].valueFrom.configMapKeyRef.key Required',
  ],
  [
    'more than the limit',
    'resources: { requests: { cpu: 2 }, limits: { cpu: 1 } }',
    'resources.requests Invalid',
  ],
  ['less than nothing', 'resources: { requests: { memory: "-1" } }', 'resources.requests[memory] Invalid'],
  ['a mount of nothing', 'volumeMounts: [{ name: no, mountPath: /a }]', 'volumeMounts[0].name NotFound'],
  ['a probe that does nothing', 'readinessProbe: { periodSeconds: 5 }', 'readinessProbe Required'],
  [
    'a probe that does two things',
    'livenessProbe: { exec: { command: [a] }, tcpSocket: { port: 80 } }',
    'livenessProbe.tcpSocket Forbidden',
  ],
  [
    'a probe without time',
    'readinessProbe: { exec: { command: [a] }, timeoutSeconds: -1 }',
    'readinessProbe.timeoutSeconds Invalid',
  ],
  [
    'liveness that must succeed twice',
    'livenessProbe: { exec: { command: [a] }, successThreshold: 2 }',
    'livenessProbe.successThreshold Invalid',
  ],
  ['a probe of port 0', 'readinessProbe: { httpGet: { port: 0 } }', 'readinessProbe.httpGet.port Invalid'],
]

const service: readonly Row[] = [
  ['headless', 'clusterIP: None'],
  ['without ports', '{ clusterIP: "", ports: [] }', 'ports Required'],
  [
    'two unnamed ports',
    'ports: [{ port: 1 }, { port: 2 }]',
    'ports[0].name Required',
    'ports[1].name Required',
  ],
  ['two of one name', 'ports: [{ name: a, port: 1 }, { name: a, port: 2 }]', 'ports[1].name Duplicate'],
  ['port 65536', 'ports: [{ port: 65536, targetPort: 1 }]', 'ports[0].port Invalid'],
  ['headless and on every node', 'type: NodePort', 'clusterIPs[0] Invalid'],
  ['of no type', 'type: Headless', 'type NotSupported'],
  ['of no affinity', 'sessionAffinity: Client', 'sessionAffinity NotSupported'],
]

const dry = { dryRun: true }

onBothClusters((target) => {
  let namespace: NamespaceName
  beforeAll(async () => {
    namespace = await target.namespace()
  })

  const trySet = (object: object) => createObject(target.ordinal, 'statefulsets', namespace, object, dry)
  const whole = statefulSet('db', { spec: withClaims() })
  const tryService = (fields: object) => {
    const spec = { clusterIP: 'None', ports: [{ port: 80 }], ...fields }
    return createObject(target.ordinal, 'services', namespace, { metadata: { name: 'db' }, spec }, dry)
  }

  describe.each<[string, string, readonly Row[], (fields: object) => Promise<unknown>]>([
    [
      'metadata with',
      'metadata.',
      metadata,
      (fields) => trySet({ ...whole, metadata: { name: 'db', ...fields } }),
    ],
    ['a set with', 'spec.', set, (fields) => trySet(statefulSet('db', { spec: fields }))],
    ['pods', 'spec.template.spec.', pod, (fields) => trySet(statefulSet('db', { pod: fields }))],
    [
      'a container with',
      'spec.template.spec.containers[0].',
      container,
      (fields) => trySet(statefulSet('db', { container: fields })),
    ],
    ['a Service', 'spec.', service, tryService],
  ])('%s', (_what, path, rows, send) => {
    it.each(rows.map(([name, fields, ...causes]) => [name, fields, causes] as const))(
      '%s',
      async (_name, fields, causes) => {
        const reasons = causes.map((cause) => path + cause.replace(/ (?=[A-Z])/, ' FieldValue')).toSorted()
        const expected = reasons.length === 0 ? 'ok' : ['cluster_invalid', ...reasons].join(' | ')
        expect(await outcome(send(parse(fields) as object))).toBe(expected)
      },
    )
  })

  it('more replicas than a number holds', async () => {
    const set = statefulSet('db', { replicas: 3_000_000_000 })
    expect(await outcome(trySet(set))).toMatch(/^cluster_invalid/)
  })

  it.each<['configmaps' | 'persistentvolumeclaims' | 'poddisruptionbudgets', object, string]>([
    ['configmaps', { data: { 'a/b': 'c' } }, 'data[a/b] FieldValueInvalid'],
    [
      'persistentvolumeclaims',
      { spec: { accessModes: ['ReadWriteOnce'] } },
      'spec.resources[storage] FieldValueRequired',
    ],
    ['poddisruptionbudgets', { spec: { minAvailable: 1, maxUnavailable: 1 } }, 'spec FieldValueInvalid'],
  ])('%s, too', async (resource, object, cause) => {
    const tried = createObject(
      target.ordinal,
      resource,
      namespace,
      { metadata: { name: 'a' }, ...object },
      dry,
    )
    expect(await outcome(tried)).toBe(`cluster_invalid | ${cause}`)
  })

  it('a pod says of its own fields what a set says of its template', async () => {
    const pod = { metadata: { name: 'db-0' }, spec: { containers: [{ name: 'main' }] } }
    expect(await outcome(tryPod(target.ordinal, namespace, pod))).toBe(
      'cluster_invalid | spec.containers[0].image FieldValueRequired',
    )
  })
})
