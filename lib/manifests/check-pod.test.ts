import { describe, expect, it } from 'vitest'
import { fragmentErrors } from './manifest.testing.ts'

type Row = [name: string, fragment: string, expected: string[]]

describe('the pods of a set', () => {
  const more = (containers: string, init = '') =>
    `containers: [${containers}]${init && `\ninitContainers: [${init}]`}`
  const main = '{ name: main, image: a }'
  it.each<Row>([
    ['restarted always', 'restartPolicy: Always', []],
    ['restarted never', 'restartPolicy: Never', ['restartPolicy: restart_always (Never)']],
    ['with a deadline', 'activeDeadlineSeconds: 60', ['activeDeadlineSeconds: deadline (60)']],
    ['with a debug container', 'ephemeralContainers: [{ name: a }]', ['ephemeralContainers: ephemeral']],
    ['with a grace period of 0', 'terminationGracePeriodSeconds: 0', []],
    [
      'with a negative grace period',
      'terminationGracePeriodSeconds: -1',
      ['terminationGracePeriodSeconds: whole (0 – 9007199254740991)'],
    ],
    ['on chosen nodes', 'nodeSelector: { kubernetes.io/os: linux }', []],
    ['on nodes chosen by true', 'nodeSelector: { ssd: true }', ['nodeSelector.ssd: text_quotes (true)']],
    [
      'on tainted nodes',
      'tolerations: [{ operator: Exists }, { key: a, value: b, effect: NoExecute, tolerationSeconds: 5 }]',
      [],
    ],
    [
      'on nodes with another effect',
      'tolerations: [{ key: a, operator: Exists, effect: Never }]',
      ['tolerations[0].effect: choice (NoSchedule, PreferNoSchedule, NoExecute, )'],
    ],
    [
      'spread',
      'topologySpreadConstraints: [{ maxSkew: 1, topologyKey: a/b, whenUnsatisfiable: ScheduleAnyway }]',
      [],
    ],
    [
      'spread by nothing',
      'topologySpreadConstraints: [{ maxSkew: 0, whenUnsatisfiable: DoNotSchedule }]',
      [
        'topologySpreadConstraints[0].maxSkew: whole (1 – 2147483647)',
        'topologySpreadConstraints[0].topologyKey: required',
      ],
    ],
    ['with pull secrets', 'imagePullSecrets: [{ name: a }]', []],
    ['with a pull secret as a text', 'imagePullSecrets: [a]', ['imagePullSecrets[0]: group (a)']],
    [
      'with volumes',
      'volumes: [{ name: a }, { name: b, emptyDir: { sizeLimit: 1Gi } }, { name: c, configMap: { name: a, items: [{ key: a, path: b/c, mode: 0644 }] } }]',
      [],
    ],
    [
      'with a volume of two kinds',
      'volumes: [{ name: a, emptyDir: {}, secret: { secretName: a } }]',
      ['volumes[0]: volume_kinds (emptyDir, secret)'],
    ],
    [
      'with two volumes of one name',
      'volumes: [{ name: a }, { name: a }]',
      ['volumes[1].name: duplicate (a)'],
    ],
    [
      'with a file outside of its volume',
      'volumes: [{ name: a, secret: { secretName: a, items: [{ key: a, path: ../b }] } }]',
      ['volumes[0].secret.items[0].path: sub_path (../b)'],
    ],
    [
      'with modes that are none',
      'volumes: [{ name: a, secret: { secretName: a, defaultMode: 1000 } }]',
      ['volumes[0].secret.defaultMode: whole (0 – 511)'],
    ],
    [
      'with a claim without a name',
      'volumes: [{ name: a, persistentVolumeClaim: {} }]',
      ['volumes[0].persistentVolumeClaim.claimName: required'],
    ],
    ['with host ports on the host network', 'hostNetwork: false', []],
    ['without containers', 'containers: []', ['containers: required']],
    ['with two containers of one name', more(`${main}, ${main}`), ['containers[1].name: duplicate (main)']],
    [
      'with an init container of the same name',
      more(main, main),
      ['initContainers[0].name: duplicate (main)'],
    ],
    [
      'with a host port of two containers',
      more(
        '{ name: a, image: a, ports: [{ containerPort: 1, hostPort: 80 }] }, { name: b, image: a, ports: [{ containerPort: 2, hostPort: 80 }] }',
      ),
      ['containers[1].ports[0].hostPort: host_port_clash (TCP 80)'],
    ],
    [
      'with an init container that is probed',
      more(main, '{ name: a, image: a, readinessProbe: { exec: { command: [a] } } }'),
      ['initContainers[0].readinessProbe: init_living'],
    ],
    [
      'with a sidecar that is probed',
      more(main, '{ name: a, image: a, restartPolicy: Always, readinessProbe: { exec: { command: [a] } } }'),
      [],
    ],
    [
      'with 100 containers',
      more(Array.from({ length: 100 }, (_, index) => `{ name: c${index}, image: a }`).join()),
      [],
    ],
    [
      'with 101 containers',
      more(Array.from({ length: 101 }, (_, index) => `{ name: c${index}, image: a }`).join()),
      ['containers: containers_many (101)'],
    ],
    [
      'with 200 containers',
      more(Array.from({ length: 200 }, (_, index) => `{ name: c${index}, image: a }`).join()),
      ['containers: containers_many (200)'],
    ],
  ])('%s', (_name, fragment, expected) => expect(fragmentErrors('pod', fragment)).toEqual(expected))
})
