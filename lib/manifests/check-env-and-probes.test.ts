import { describe, expect, it } from 'vitest'
import { fragmentErrors } from './manifest.testing.ts'

/** Each in the container `main` of a set that is right but for it. */
function expectErrors(fragment: string, expected: readonly string[]): void {
  expect(fragmentErrors('container', fragment)).toEqual(expected)
}

describe('environment variables', () => {
  const from = (source: string) => `env: [{ name: A, valueFrom: ${source} }]`
  it.each<[string, string, string[]]>([
    [
      'a value, an empty one and none',
      'env: [{ name: A, value: a }, { name: B, value: "" }, { name: C }]',
      [],
    ],
    ['from each source', from('{ configMapKeyRef: { name: a, key: b.c, optional: true } }'), []],
    ['from a Secret', from('{ secretKeyRef: { name: a, key: b } }'), []],
    ['from a field', from('{ fieldRef: { fieldPath: metadata.name } }'), []],
    [
      'from a label',
      `env:\n  - name: A\n    valueFrom: { fieldRef: { fieldPath: "metadata.labels['a/b']" } }`,
      [],
    ],
    ['from a limit', from('{ resourceFieldRef: { resource: limits.memory, divisor: 1Mi } }'), []],
    [
      'from a source that is newer than Ordinal',
      from('{ fileKeyRef: { volumeName: a, path: b, key: c } }'),
      [],
    ],
    ['an odd name', 'env: [{ name: "a b.c-1", value: a }]', []],
    ['the same name twice is legal', 'env: [{ name: A, value: a }, { name: A, value: b }]', []],
    ['a number', 'env: [{ name: A, value: 1 }]', ['env[0].value: text_quotes (1)']],
    ['true', 'env: [{ name: A, value: true }]', ['env[0].value: text_quotes (true)']],
    ['no name', 'env: [{ value: a }]', ['env[0].name: required']],
    ['an equals sign in a name', 'env: [{ name: A=B, value: a }]', ['env[0].name: env_name (A=B)']],
    ['Chinese in a name', 'env: [{ name: 名, value: a }]', ['env[0].name: env_name (名)']],
    [
      'a value and a source',
      'env: [{ name: A, value: a, valueFrom: { fieldRef: { fieldPath: metadata.name } } }]',
      ['env[0].valueFrom: env_both'],
    ],
    ['no source', from('{}'), ['env[0].valueFrom: env_source']],
    [
      'two sources',
      from('{ fieldRef: { fieldPath: metadata.name }, secretKeyRef: { name: a, key: b } }'),
      ['env[0].valueFrom: env_source'],
    ],
    ['no key', from('{ configMapKeyRef: { name: a } }'), ['env[0].valueFrom.configMapKeyRef.key: required']],
    [
      'a key with a slash',
      from('{ secretKeyRef: { name: a, key: b/c } }'),
      ['env[0].valueFrom.secretKeyRef.key: config_key (b/c)'],
    ],
    [
      'another field',
      from('{ fieldRef: { fieldPath: spec.replicas } }'),
      ['env[0].valueFrom.fieldRef.fieldPath: env_field (spec.replicas)'],
    ],
    [
      'another resource',
      from('{ resourceFieldRef: { resource: cpu } }'),
      ['env[0].valueFrom.resourceFieldRef.resource: env_resource (cpu)'],
    ],
    [
      'all of a ConfigMap',
      'envFrom: [{ prefix: A_, configMapRef: { name: a } }, { prefix: "", secretRef: { name: b, optional: true } }]',
      [],
    ],
    ['all of nothing', 'envFrom: [{ prefix: A_ }]', ['envFrom[0]: env_from']],
    [
      'all of both',
      'envFrom: [{ configMapRef: { name: a }, secretRef: { name: b } }]',
      ['envFrom[0]: env_from'],
    ],
    [
      'a name that is none',
      'envFrom: [{ configMapRef: { name: A } }]',
      ['envFrom[0].configMapRef.name: dns_subdomain (A)'],
    ],
  ])('%s', (_name, fragment, expected) => expectErrors(fragment, expected))
})

describe('probes and hooks', () => {
  const probe = (text: string, kind = 'readinessProbe') => `${kind}: ${text}`
  it.each<[string, string, string[]]>([
    [
      'HTTP on a named port',
      probe('{ httpGet: { path: /, port: http, scheme: HTTPS, httpHeaders: [{ name: X-A, value: b }] } }'),
      [],
    ],
    ['TCP', probe('{ tcpSocket: { port: 80 }, periodSeconds: 5, failureThreshold: 30 }', 'startupProbe'), []],
    ['a command', probe('{ exec: { command: [a] }, terminationGracePeriodSeconds: 1 }', 'livenessProbe'), []],
    ['gRPC', probe('{ grpc: { port: 80, service: "" }, successThreshold: 3 }'), []],
    ['no handler', probe('{ periodSeconds: 5 }'), ['readinessProbe: probe_handler']],
    [
      'two handlers',
      probe('{ exec: { command: [a] }, tcpSocket: { port: 80 } }'),
      ['readinessProbe: probe_handler'],
    ],
    ['no port', probe('{ httpGet: { path: / } }'), ['readinessProbe.httpGet.port: required']],
    ['port 0', probe('{ httpGet: { port: 0 } }'), ['readinessProbe.httpGet.port: whole (1 – 65535) '.trim()]],
    [
      'a port in quotes',
      probe('{ tcpSocket: { port: "80" } }'),
      ['readinessProbe.tcpSocket.port: number_quoted (80)'],
    ],
    [
      'a port that is no name',
      probe('{ tcpSocket: { port: HTTP } }'),
      ['readinessProbe.tcpSocket.port: port_name (HTTP)'],
    ],
    [
      'a named port for gRPC',
      probe('{ grpc: { port: http } }'),
      ['readinessProbe.grpc.port: whole (1 – 65535)'],
    ],
    ['an empty command', probe('{ exec: { command: [] } }'), ['readinessProbe.exec.command: required']],
    [
      'another scheme',
      probe('{ httpGet: { port: 80, scheme: http } }'),
      ['readinessProbe.httpGet.scheme: choice (HTTP, HTTPS)'],
    ],
    [
      'a header with a colon',
      probe('{ httpGet: { port: 80, httpHeaders: [{ name: "A:" }] } }'),
      ['readinessProbe.httpGet.httpHeaders[0].name: header_name (A:)'],
    ],
    [
      'a negative time',
      probe('{ exec: { command: [a] }, timeoutSeconds: -1 }'),
      ['readinessProbe.timeoutSeconds: whole (0 – 2147483647)'],
    ],
    [
      'a time with a unit',
      probe('{ exec: { command: [a] }, timeoutSeconds: 5s }'),
      ['readinessProbe.timeoutSeconds: whole (0 – 2147483647)'],
    ],
    [
      'liveness that must succeed twice',
      probe('{ exec: { command: [a] }, successThreshold: 2 }', 'livenessProbe'),
      ['livenessProbe.successThreshold: whole (0 – 1)'],
    ],
    [
      'readiness with a grace period',
      probe('{ exec: { command: [a] }, terminationGracePeriodSeconds: 5 }'),
      ['readinessProbe.terminationGracePeriodSeconds: probe_grace (5)'],
    ],
    [
      'liveness with none',
      probe('{ exec: { command: [a] }, terminationGracePeriodSeconds: 0 }', 'livenessProbe'),
      ['livenessProbe.terminationGracePeriodSeconds: whole (1 – 2147483647)'],
    ],
    ['hooks', 'lifecycle: { postStart: { exec: { command: [a] } }, preStop: { sleep: { seconds: 5 } } }', []],
    ['a hook that does nothing', 'lifecycle: { preStop: {} }', ['lifecycle.preStop: hook_handler']],
    [
      'a hook that does two things',
      'lifecycle: { preStop: { sleep: { seconds: 5 }, exec: { command: [a] } } }',
      ['lifecycle.preStop: hook_handler'],
    ],
  ])('%s', (_name, fragment, expected) => expectErrors(fragment, expected))
})
