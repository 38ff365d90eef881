import { describe, expect, it } from 'vitest'
import { fragmentErrors } from './manifest.testing.ts'

type Row = [name: string, fragment: string, expected: string[]]

describe('the name and metadata of a set', () => {
  it.each<Row>([
    ['a name of 52 characters', `name: ${'a'.repeat(52)}`, []],
    ['a name that starts with a digit', 'name: 1db', []],
    ['a name of 53 characters', `name: ${'a'.repeat(53)}`, ['name: set_name_long (53)']],
    ['a name of 64 characters', `name: ${'a'.repeat(64)}`, [`name: dns_label (${'a'.repeat(64)})`]],
    ['capitals', 'name: Web', ['name: dns_label (Web)']],
    ['dots', 'name: a.b', ['name: dns_label (a.b)']],
    ['two dots', 'name: ".."', ['name: dns_label (..)']],
    ['an emoji', 'name: 🙂', ['name: dns_label (🙂)']],
    ['a number', 'name: 123', ['name: text_quotes (123)']],
    ['nothing', 'name: ""', ['name: required']],
    ['a generated name', 'generateName: db-', ['generateName: generate_name (db-)']],
    ['the own namespace', 'namespace: team-a', []],
    ['another namespace', 'namespace: team-b', ['namespace: manifest_namespace (team-b)']],
    ['an empty namespace', 'namespace: ""', []],
    ['labels', 'labels: { app.kubernetes.io/name: db, a: "", b: a_b.c-D }', []],
    ['a label value of 63 characters', `labels: { a: ${'b'.repeat(63)} }`, []],
    [
      'a label value of 64 characters',
      `labels: { a: ${'b'.repeat(64)} }`,
      [`labels.a: label_value (${'b'.repeat(64)})`],
    ],
    ['a label value with a slash', 'labels: { a: b/c }', ['labels.a: label_value (b/c)']],
    ['a label value that is a number', 'labels: { version: 1.2 }', ['labels.version: text_quotes (1.2)']],
    ['a label value that is true', 'labels: { a: true }', ['labels.a: text_quotes (true)']],
    [
      'a label key of 64 characters',
      `labels: { ${'a'.repeat(64)}: b }`,
      [`labels.${'a'.repeat(64)}: label_key (${'a'.repeat(64)})`],
    ],
    ['a label key with two slashes', 'labels: { a/b/c: d }', ['labels[a/b/c]: label_key (a/b/c)']],
    ['a label key with a domain that is none', 'labels: { A.b/c: d }', ['labels[A.b/c]: label_key (A.b/c)']],
    [
      'a label key that would be a prototype',
      'labels: { __proto__: d }',
      ['labels.__proto__: label_key (__proto__)'],
    ],
    ['a list of labels', 'labels: [a]', ['labels: group']],
    ['annotations with any text', 'annotations: { Example.com/A: "{ 名: 🙂 }" }', []],
    ['an annotation that is a number', 'annotations: { a: 1 }', ['annotations.a: text_quotes (1)']],
    [
      'an annotation key with a space',
      'annotations: { "a b": c }',
      ['annotations[a b]: annotation_key (a b)'],
    ],
    ['annotations of 256 KiB', `annotations: { a: ${'b'.repeat(256 * 1024 - 1)} }`, []],
    [
      'annotations of a byte more',
      `annotations: { a: ${'b'.repeat(256 * 1024)} }`,
      ['annotations: annotations_large'],
    ],
  ])('%s', (_name, fragment, expected) => expect(fragmentErrors('metadata', fragment)).toEqual(expected))
})

describe('the numbers of a set', () => {
  it.each<Row>([
    ['no replicas', 'replicas: 0', []],
    ['replicas in quotes', 'replicas: "3"', ['replicas: number_quoted (3)']],
    ['replicas as a word', 'replicas: three', ['replicas: whole (0 – 2147483647)']],
    ['negative replicas', 'replicas: -1', ['replicas: whole (0 – 2147483647)']],
    ['replicas and a half', 'replicas: 1.5', ['replicas: whole (0 – 2147483647)']],
    ['as many replicas as scaling takes', 'replicas: 10000', []],
    ['more replicas than scaling takes', 'replicas: 10001', ['replicas: replicas (10001)']],
    ['more replicas than can be counted', 'replicas: 2147483648', ['replicas: whole (0 – 2147483647)']],
    ['true', 'minReadySeconds: true', ['minReadySeconds: whole (0 – 2147483647)']],
    ['a first ordinal', 'ordinals: { start: 5 }', []],
    ['a negative first ordinal', 'ordinals: { start: -1 }', ['ordinals.start: whole (0 – 2147483647)']],
    ['a negative history', 'revisionHistoryLimit: -1', ['revisionHistoryLimit: whole (0 – 2147483647)']],
  ])('%s', (_name, fragment, expected) => expect(fragmentErrors('set', fragment)).toEqual(expected))
})

describe('how a set is updated', () => {
  const rolling = (text: string) => `updateStrategy: { type: RollingUpdate, rollingUpdate: { ${text} } }`
  it.each<Row>([
    ['in order', 'podManagementPolicy: OrderedReady', []],
    [
      'in another order',
      'podManagementPolicy: Ordered',
      ['podManagementPolicy: choice (OrderedReady, Parallel)'],
    ],
    ['from a partition', rolling('partition: 2'), []],
    ['from a partition, the type left out', 'updateStrategy: { rollingUpdate: { partition: 2 } }', []],
    [
      'from a partition in quotes',
      rolling('partition: "2"'),
      ['updateStrategy.rollingUpdate.partition: number_quoted (2)'],
    ],
    [
      'from a negative partition',
      rolling('partition: -1'),
      ['updateStrategy.rollingUpdate.partition: whole (0 – 2147483647)'],
    ],
    ['two at a time', rolling('maxUnavailable: 2'), []],
    ['a quarter at a time', rolling('maxUnavailable: 25%'), []],
    [
      'none at a time',
      rolling('maxUnavailable: 0'),
      ['updateStrategy.rollingUpdate.maxUnavailable: count_or_share (1)'],
    ],
    [
      '0 % at a time',
      rolling('maxUnavailable: 0%'),
      ['updateStrategy.rollingUpdate.maxUnavailable: count_or_share (1)'],
    ],
    [
      'more than all at a time',
      rolling('maxUnavailable: 101%'),
      ['updateStrategy.rollingUpdate.maxUnavailable: count_or_share (1)'],
    ],
    [
      'two in quotes',
      rolling('maxUnavailable: "2"'),
      ['updateStrategy.rollingUpdate.maxUnavailable: number_quoted (2)'],
    ],
    ['when deleted', 'updateStrategy: { type: OnDelete }', []],
    [
      'when deleted, from a partition',
      'updateStrategy: { type: OnDelete, rollingUpdate: { partition: 1 } }',
      ['updateStrategy.rollingUpdate: rolling_only'],
    ],
    [
      'as a Deployment',
      'updateStrategy: { type: rollingUpdate }',
      ['updateStrategy.type: choice (RollingUpdate, OnDelete, Recreate)'],
    ],
    [
      'claims are kept or deleted',
      'persistentVolumeClaimRetentionPolicy: { whenDeleted: Delete, whenScaled: Retain }',
      [],
    ],
    [
      'claims are recycled',
      'persistentVolumeClaimRetentionPolicy: { whenScaled: Recycle }',
      ['persistentVolumeClaimRetentionPolicy.whenScaled: choice (Retain, Delete)'],
    ],
  ])('%s', (_name, fragment, expected) => expect(fragmentErrors('set', fragment)).toEqual(expected))
})

describe('selector, Service and claims', () => {
  const claims = (spec: string, name = 'data') =>
    `volumeClaimTemplates: [{ metadata: { name: ${name} }, spec: { ${spec} } }]`
  const modes = 'accessModes: [ReadWriteOnce]'
  const size = 'resources: { requests: { storage: 1Gi } }'
  const claim = 'volumeClaimTemplates[0].spec'
  it.each<Row>([
    [
      'expressions',
      'selector: { matchExpressions: [{ key: app, operator: In, values: [db] }, { key: no, operator: DoesNotExist }] }',
      [],
    ],
    ['an empty selector', 'selector: {}', ['selector: selector_empty']],
    [
      'an expression without values',
      'selector: { matchLabels: { app: db }, matchExpressions: [{ key: app, operator: NotIn }] }',
      ['selector.matchExpressions[0].values: required'],
    ],
    [
      'an expression with too many values',
      'selector: { matchExpressions: [{ key: app, operator: Exists, values: [a] }] }',
      ['selector.matchExpressions[0].values: selector_values'],
    ],
    [
      'another operator',
      'selector: { matchLabels: { app: db }, matchExpressions: [{ key: app, operator: Equals, values: [db] }] }',
      ['selector.matchExpressions[0].operator: choice (In, NotIn, Exists, DoesNotExist)'],
    ],
    ['no Service', 'serviceName: ""', []],
    ['a Service with dots', 'serviceName: a.b', ['serviceName: dns_label (a.b)']],
    ['a claim', claims(`${modes}, ${size}, storageClassName: fast.example, volumeMode: Filesystem`), []],
    ['a claim explicitly without a class', claims(`${modes}, ${size}, storageClassName: ""`), []],
    [
      'a class that is no name',
      claims(`${modes}, ${size}, storageClassName: Fast`),
      [`${claim}.storageClassName: dns_subdomain (Fast)`],
    ],
    ['no modes', claims(size), [`${claim}.accessModes: required`]],
    ['an empty list of modes', claims(`accessModes: [], ${size}`), [`${claim}.accessModes: required`]],
    [
      'another mode',
      claims(`accessModes: [RWO], ${size}`),
      [`${claim}.accessModes[0]: choice (ReadWriteOnce, ReadOnlyMany, ReadWriteMany, ReadWriteOncePod)`],
    ],
    [
      'ReadWriteOncePod with another',
      claims(`accessModes: [ReadWriteOncePod, ReadWriteOnce], ${size}`),
      [`${claim}.accessModes: access_mode_alone`],
    ],
    [
      'no size',
      claims(`${modes}, resources: { requests: {} }`),
      [`${claim}.resources.requests.storage: required`],
    ],
    [
      'a size of nothing',
      claims(`${modes}, resources: { requests: { storage: 0Gi } }`),
      [`${claim}.resources.requests.storage: quantity_zero (0Gi)`],
    ],
    [
      'a negative size',
      claims(`${modes}, resources: { requests: { storage: -1Gi } }`),
      [`${claim}.resources.requests.storage: quantity_negative (-1Gi)`],
    ],
    [
      'a size of 1e99',
      claims(`${modes}, resources: { requests: { storage: "1e99" } }`),
      [`${claim}.resources.requests.storage: quantity_large (1e99)`],
    ],
    [
      'a template name with dots',
      claims(`${modes}, ${size}`, 'a.b'),
      ['volumeClaimTemplates[0].metadata.name: dns_label (a.b)'],
    ],
    [
      'two templates of one name',
      `volumeClaimTemplates: ${JSON.stringify(Array(2).fill({ metadata: { name: 'a' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1' } } } }))}`,
      ['volumeClaimTemplates[1].metadata.name: duplicate (a)'],
    ],
  ])('%s', (_name, fragment, expected) => expect(fragmentErrors('set', fragment)).toEqual(expected))

  it.each([
    ['other labels', 'labels: { app: web }', ['labels: selector_mismatch']],
    ['no labels', 'labels: {}', ['labels: selector_mismatch']],
    ['more labels', 'labels: { app: db, tier: back }', []],
  ])('%s on the pods', (_name, fragment, expected) =>
    expect(fragmentErrors('template', fragment)).toEqual(expected),
  )
})
