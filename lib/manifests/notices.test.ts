import { describe, expect, it } from 'vitest'
import en from '../../messages/en.json'
import { type Place, parsed, rightText, withFragment } from './manifest.testing.ts'
import { noticesOf } from './notices.ts'

/** Nothing to say of it. */
const careful = `readinessProbe: { exec: { command: [a] } }
          resources: { requests: { memory: 1Gi } }
          volumeMounts: [{ name: data, mountPath: /data }]`
const spread =
  'topologySpreadConstraints: [{ maxSkew: 1, topologyKey: a, whenUnsatisfiable: ScheduleAnyway, labelSelector: { matchLabels: { app: db } } }]'
const quiet = rightText
  .replace('#container', `${careful}\n          #container`)
  .replace('#pod', `${spread}\n      #pod`)

function notices(text: string): string[] {
  return noticesOf(parsed(text)).map(
    ({ path, code, detail, line }) => `${path}@${line}: ${code}${detail === undefined ? '' : ` (${detail})`}`,
  )
}

describe('notices', () => {
  it('are none for a careful set', () => expect(notices(quiet)).toEqual([]))

  it('are many for a careless one', () => {
    expect(notices(rightText)).toEqual([
      'spec.volumeClaimTemplates[0].metadata.name@21: claim_unmounted (data)',
      'spec.template.spec@27: no_spread',
      'spec.template.spec.containers[0]@30: no_readiness (main)',
      'spec.template.spec.containers[0].resources@30: no_resources (main)',
    ])
  })

  it.each<[name: string, change: [from: string, to: string], expected: string[]]>([
    ['one replica', ['replicas: 3', 'replicas: 1'], ['spec.replicas@17: single_replica']],
    ['no number of replicas', ['replicas: 3', ''], ['spec.replicas@15: single_replica']],
    ['no replicas', ['replicas: 3', 'replicas: 0'], []],
    ['four replicas', ['replicas: 3', 'replicas: 4'], ['spec.replicas@17: even_replicas (4)']],
    ['anti-affinity', [spread, 'affinity: { podAntiAffinity: {} }'], []],
    [
      'affinity of another kind',
      [spread, 'affinity: { nodeAffinity: {} }'],
      ['spec.template.spec@27: no_spread'],
    ],
    [
      'no grace period',
      [spread, `${spread}\n      terminationGracePeriodSeconds: 0`],
      ['spec.template.spec.terminationGracePeriodSeconds@29: grace_zero'],
    ],
    ['no Service', ['serviceName: db', ''], ['spec.serviceName@15: no_service']],
    [
      'an image without a tag',
      ['busybox:1.36', 'busybox'],
      ['spec.template.spec.containers[0].image@32: image_moves (busybox)'],
    ],
    [
      'a registry with a port and no tag',
      ['busybox:1.36', 'a.b:5000/c'],
      ['spec.template.spec.containers[0].image@32: image_moves (a.b:5000/c)'],
    ],
    [
      'latest',
      ['busybox:1.36', 'busybox:latest'],
      ['spec.template.spec.containers[0].image@32: image_moves (busybox:latest)'],
    ],
    ['a digest', ['busybox:1.36', `busybox@sha256:${'0'.repeat(64)}`], []],
    ['limits alone', ['requests: { memory', 'limits: { memory'], []],
    [
      'thousandths of a byte',
      ['memory: 1Gi', 'memory: 512m'],
      ['spec.template.spec.containers[0].resources.requests.memory@34: thousandths (512m)'],
    ],
    [
      'thousandths of a disk',
      ['storage: 1Gi', 'storage: 10m'],
      ['spec.volumeClaimTemplates[0].spec.resources.requests.storage@22: thousandths (10m)'],
    ],
    ['thousandths of a processor', ['memory: 1Gi', 'cpu: 512m'], []],
    [
      'a claim as a device',
      [
        'volumeMounts: [{ name: data, mountPath: /data }]',
        'volumeDevices: [{ name: data, devicePath: /dev/a }]',
      ],
      [],
    ],
    [
      'a volume behind a claim',
      [spread, `${spread}\n      volumes: [{ name: data }]`],
      ['spec.template.spec.volumes[0].name@29: volume_hidden (data)'],
    ],
    [
      'a variable twice',
      ['#container', 'env: [{ name: A }, { name: B }, { name: A }]'],
      ['spec.template.spec.containers[0].env[2].name@36: env_twice (A)'],
    ],
    [
      'two names for a port',
      ['#container', 'ports: [{ name: a, containerPort: 1 }, { name: b, containerPort: 1 }]'],
      ['spec.template.spec.containers[0].ports[1].containerPort@36: port_twice (TCP 1)'],
    ],
    [
      'a port for two protocols',
      ['#container', 'ports: [{ name: a, containerPort: 1 }, { name: b, containerPort: 1, protocol: UDP }]'],
      [],
    ],
    [
      'a Service of others',
      ['selector: { app: db }', 'selector: { app: web }'],
      ['spec.selector@6: service_selects_none (db)'],
    ],
    ['a Service of nobody', ['selector: { app: db }', ''], ['spec.selector@4: service_selects_none (db)']],
    ['a Service with an address', ['clusterIP: None', ''], ['spec.clusterIP@4: service_not_headless (db)']],
    [
      'a time without affinity',
      ['#service', 'sessionAffinityConfig: { clientIP: { timeoutSeconds: 5 } }'],
      ['spec.sessionAffinityConfig@8: affinity_time'],
    ],
    [
      'affinity without an address',
      ['#service', 'sessionAffinity: ClientIP'],
      ['spec.sessionAffinity@8: affinity_headless'],
    ],
  ])('%s', (_name, [from, to], expected) => {
    expect(quiet).toContain(from)
    expect(notices(quiet.replace(from, to))).toEqual(expected)
  })

  it('have a sentence each', () => {
    const places: [Place, string][] = [
      ['pod', 'terminationGracePeriodSeconds: 0'],
      ['set', 'serviceName: ""'],
      ['service', 'selector: {}'],
    ]
    const codes = places.flatMap(([place, fragment]) =>
      noticesOf(parsed(withFragment(place, fragment).text)).map(({ code }) => code),
    )
    expect(codes.filter((code) => !Object.hasOwn(en.notices, code))).toEqual([])
  })

  it('are given of anything without a fault', () => {
    const odd =
      'apiVersion: apps/v1\nkind: StatefulSet\nspec: { replicas: "3", template: [], volumeClaimTemplates: a }\n'
    expect(() => notices(`${odd}---\napiVersion: v1\nkind: Service\nspec: a\n`)).not.toThrow()
  })
})
