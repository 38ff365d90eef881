import { describe, expect, it } from 'vitest'
import { complaints, errorsOf, fragmentErrors, rightText } from './manifest.testing.ts'

describe('a Service', () => {
  it.each<[string, string, string[]]>([
    ['without ports, headless', 'ports: []', []],
    ['without ports, at a node', 'ports: []\ntype: LoadBalancer', ['type: headless_type (LoadBalancer)']],
    ['with an address of its own', 'clusterIP: 10.0.0.1', []],
    ['headless in lower case', 'clusterIP: none', ['clusterIP: cluster_ip (none)']],
    ['headless and on every node', 'type: NodePort', ['type: headless_type (NodePort)']],
    ['of another type', 'type: Headless', ['type: choice (ClusterIP, NodePort, LoadBalancer, ExternalName)']],
    [
      'with named ports',
      'ports: [{ name: a, port: 1, targetPort: http }, { name: b, port: 2, targetPort: 80 }]',
      [],
    ],
    [
      'with two ports without names',
      'ports: [{ port: 1 }, { name: b, port: 2 }]',
      ['ports[0].name: service_port_name'],
    ],
    [
      'with two ports of one name',
      'ports: [{ name: a, port: 1 }, { name: a, port: 2 }]',
      ['ports[1].name: duplicate (a)'],
    ],
    [
      'with one port twice',
      'ports: [{ name: a, port: 1 }, { name: b, port: 1 }]',
      ['ports[1].port: duplicate (TCP 1)'],
    ],
    [
      'with one port for two protocols',
      'ports: [{ name: a, port: 1 }, { name: b, port: 1, protocol: UDP }]',
      [],
    ],
    ['with port 0', 'ports: [{ port: 0 }]', ['ports[0].port: whole (1 – 65535)']],
    ['with port 65536', 'ports: [{ port: 65536 }]', ['ports[0].port: whole (1 – 65535)']],
    [
      'with a target in quotes',
      'ports: [{ port: 1, targetPort: "80" }]',
      ['ports[0].targetPort: number_quoted (80)'],
    ],
    [
      'with a target of 65536',
      'ports: [{ port: 1, targetPort: 65536 }]',
      ['ports[0].targetPort: whole (1 – 65535)'],
    ],
    ['with a node port', 'ports: [{ port: 1, nodePort: 30000 }]', ['ports[0].nodePort: node_port (30000)']],
    ['with a port name of 16 characters', 'ports: [{ name: abcdefghijklmnop, port: 1 }]', []],
    [
      'with affinity',
      'sessionAffinity: ClientIP\nsessionAffinityConfig: { clientIP: { timeoutSeconds: 86400 } }',
      [],
    ],
    [
      'with affinity for a second longer than a day',
      'sessionAffinity: ClientIP\nsessionAffinityConfig: { clientIP: { timeoutSeconds: 86401 } }',
      ['sessionAffinityConfig.clientIP.timeoutSeconds: whole (1 – 86400)'],
    ],
    [
      'with affinity for no time',
      'sessionAffinity: ClientIP\nsessionAffinityConfig: { clientIP: { timeoutSeconds: 0 } }',
      ['sessionAffinityConfig.clientIP.timeoutSeconds: whole (1 – 86400)'],
    ],
    [
      'with a time without affinity, which is dropped',
      'sessionAffinityConfig: { clientIP: { timeoutSeconds: 5 } }',
      [],
    ],
    ['with another affinity', 'sessionAffinity: clientIP', ['sessionAffinity: choice (None, ClientIP)']],
    [
      'with a selector of expressions',
      'selector: { matchLabels: { app: db } }',
      ['selector.matchLabels: text'],
    ],
    ['with "yes"', 'publishNotReadyAddresses: yes', ['publishNotReadyAddresses: boolean (yes)']],
  ])('%s', (_name, fragment, expected) => expect(fragmentErrors('service', fragment)).toEqual(expected))

  it('that is not headless needs ports', () => {
    const text = rightText.replace('clusterIP: None', '').replace('ports: [{ port: 80 }]', 'ports: []')
    expect(errorsOf(text).map(({ path, code }) => `${path}: ${code}`)).toEqual(['spec.ports: required'])
  })

  it.each(['1db', 'a.b', 'A', 'a'.repeat(64)])('cannot be called %s', (name) => {
    expect(complaints(rightText.replace('{ name: db }', `{ name: ${name} }`))).toEqual(['service_name@3'])
  })
})

describe('what stands beside the set', () => {
  const beside = (text: string) =>
    errorsOf(`${rightText}---\n${text}`).map(({ path, code }) => `${path}: ${code}`)
  const config = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n'
  const budget = 'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: a }\n'
  const claim = 'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: a }\n'
  it.each([
    ['a ConfigMap of a number', `${config}data: { a: 1 }`, ['data.a: text_quotes']],
    ['a ConfigMap with a path as a key', `${config}data: { a/b: c }`, ['data[a/b]: config_key']],
    ['a ConfigMap with a key that leaves', `${config}data: { "..": c }`, ['data[..]: config_key']],
    [
      'a budget of both kinds',
      `${budget}spec: { minAvailable: 1, maxUnavailable: 1 }`,
      ['spec: budget_both'],
    ],
    [
      'a budget of more than all',
      `${budget}spec: { minAvailable: 101% }`,
      ['spec.minAvailable: count_or_share'],
    ],
    ['a budget without a spec', budget, []],
    ['a budget of none', `${budget}spec: { maxUnavailable: 0 }`, []],
    ['a claim without a spec', claim, ['spec: required']],
  ])('%s', (_name, text, expected) => expect(beside(text)).toEqual(expected))
})
