import { describe, expect, it } from 'vitest'
import { fragmentErrors } from './manifest.testing.ts'

/** Each in the container `main` of a set that is right but for it. */
function expectErrors(fragment: string, expected: readonly string[]): void {
  expect(fragmentErrors('container', fragment)).toEqual(expected)
}

describe('the image of a container', () => {
  it.each([
    'busybox',
    'busybox:1.36',
    'registry.example.com/team/app:1.2',
    'localhost:5000/a/b_c/d-e.f',
    '"[fd00::1]:5000/app:1"',
    `app@sha256:${'0'.repeat(64)}`,
    `Registry.example.com/app:V1@sha256:${'a'.repeat(64)}`,
  ])('may be %s', (image) => expectErrors(`image: ${image}`, []))

  it.each([
    ['""', 'image: required'],
    ['', 'image: required'],
    ['"bad image"', 'image: image (bad image)'],
    ['" busybox"', 'image: image ( busybox)'],
    ['Busybox', 'image: image (Busybox)'],
    ['"busybox:"', 'image: image (busybox:)'],
    ['https://registry.example.com/app', 'image: image (https://registry.example.com/app)'],
    ['app@sha256:short', 'image: image (app@sha256:short)'],
    ['1.36', 'image: text_quotes (1.36)'],
    ['[busybox]', 'image: text'],
    ['a'.repeat(513), `image: image (${'a'.repeat(79)}…)`],
  ])('may not be %s', (image, error) => expectErrors(`image: ${image}`, [error]))
})

describe('ports', () => {
  it.each<[string, string, string[]]>([
    [
      'TCP, UDP and SCTP',
      'ports: [{ containerPort: 1, protocol: UDP }, { containerPort: 65535, protocol: SCTP }]',
      [],
    ],
    [
      'one number with two protocols',
      'ports: [{ containerPort: 53 }, { containerPort: 53, protocol: UDP }]',
      [],
    ],
    ['two names for one port', 'ports: [{ name: a, containerPort: 80 }, { name: b, containerPort: 80 }]', []],
    ['no host port', 'ports: [{ containerPort: 80, hostPort: 0 }]', []],
    ['zero', 'ports: [{ containerPort: 0 }]', ['ports[0].containerPort: whole (1 – 65535)']],
    ['65536', 'ports: [{ containerPort: 65536 }]', ['ports[0].containerPort: whole (1 – 65535)']],
    ['half a port', 'ports: [{ containerPort: 80.5 }]', ['ports[0].containerPort: whole (1 – 65535)']],
    [
      'a number in quotes',
      'ports: [{ containerPort: "80" }]',
      ['ports[0].containerPort: number_quoted (80)'],
    ],
    ['none', 'ports: [{ name: http }]', ['ports[0].containerPort: required']],
    ['misspelt', 'ports: [{ containerport: 80 }]', ['ports[0].containerport: unknown_field']],
    [
      'another protocol',
      'ports: [{ containerPort: 80, protocol: tcp }]',
      ['ports[0].protocol: choice (TCP, UDP, SCTP)'],
    ],
    [
      'a host port of 65536',
      'ports: [{ containerPort: 80, hostPort: 65536 }]',
      ['ports[0].hostPort: whole (0 – 65535)'],
    ],
    [
      'a name of 16 characters',
      'ports: [{ name: abcdefghijklmnop, containerPort: 80 }]',
      ['ports[0].name: port_name (abcdefghijklmnop)'],
    ],
    [
      'a name without a letter',
      'ports: [{ name: "80", containerPort: 80 }]',
      ['ports[0].name: port_name (80)'],
    ],
    [
      'a name with two hyphens',
      'ports: [{ name: a--b, containerPort: 80 }]',
      ['ports[0].name: port_name (a--b)'],
    ],
    [
      'the same port twice',
      'ports: [{ containerPort: 80 }, { containerPort: 80 }]',
      ['ports[1].containerPort: duplicate (TCP 80)'],
    ],
    [
      'the same name twice',
      'ports: [{ name: a, containerPort: 1 }, { name: a, containerPort: 2 }]',
      ['ports[1].name: duplicate (a)'],
    ],
    [
      'the same host port twice',
      'ports: [{ containerPort: 1, hostPort: 80 }, { containerPort: 2, hostPort: 80 }]',
      ['ports[1].hostPort: host_port_clash (TCP 80)'],
    ],
    [
      'the same host port on two addresses',
      'ports: [{ containerPort: 1, hostPort: 80, hostIP: 10.0.0.1 }, { containerPort: 2, hostPort: 80, hostIP: 10.0.0.2 }]',
      [],
    ],
    ['a map instead of a list', 'ports: { containerPort: 80 }', ['ports: list']],
    ['a number instead of a list', 'ports: [80]', ['ports[0]: group (80)']],
  ])('%s', (_name, fragment, expected) => expectErrors(fragment, expected))
})

describe('resources', () => {
  const resources = (requests: string, limits = '') =>
    `resources: { requests: { ${requests} }${limits && `, limits: { ${limits} }`} }`
  it.each<[string, string, string[]]>([
    ['requests up to the limits', resources('cpu: 500m, memory: 1Gi', 'cpu: "1", memory: 1024Mi'), []],
    ['numbers', resources('cpu: 0.5, memory: 1000'), []],
    ['limits alone', 'resources: { limits: { memory: 1Gi, ephemeral-storage: 1Gi } }', []],
    ['a device', resources('example.com/gpu: 2', 'example.com/gpu: "2"'), []],
    ['nothing', 'resources: {}', []],
    ['1e99', resources('memory: 1e99'), ['resources.requests.memory: quantity_large (1e+99)']],
    ['"1e99" as a text', resources('memory: "1e99"'), ['resources.requests.memory: quantity_large (1e99)']],
    ['-1Gi', resources('memory: -1Gi'), ['resources.requests.memory: quantity_negative (-1Gi)']],
    ['0.5.5', resources('cpu: 0.5.5'), ['resources.requests.cpu: quantity (0.5.5)']],
    ['a unit that is none', resources('memory: 1gb'), ['resources.requests.memory: quantity (1gb)']],
    ['a space', resources('memory: "1 Gi"'), ['resources.requests.memory: quantity (1 Gi)']],
    [
      'more than the limit',
      resources('memory: 1Gi', 'memory: 1G'),
      ['resources.requests.memory: request_above_limit (1G)'],
    ],
    [
      'a device without a limit',
      resources('example.com/gpu: 1'),
      ['resources.requests[example.com/gpu]: limit_missing (example.com/gpu)'],
    ],
    [
      'a device with another limit',
      resources('example.com/gpu: 1', 'example.com/gpu: 2'),
      ['resources.requests[example.com/gpu]: request_unlike_limit (2)'],
    ],
    [
      'half a device',
      'resources: { limits: { example.com/gpu: 500m } }',
      ['resources.limits[example.com/gpu]: quantity_whole (500m)'],
    ],
    [
      'hugepages with another limit',
      resources('hugepages-2Mi: 2Mi', 'hugepages-2Mi: 4Mi'),
      ['resources.requests.hugepages-2Mi: request_unlike_limit (4Mi)'],
    ],
    ['a resource that is none', resources('gpu: 1'), ['resources.requests.gpu: resource_name (gpu)']],
    ['a list', 'resources: { limits: [1] }', ['resources.limits: group']],
    ['a text', 'resources: large', ['resources: group (large)']],
  ])('%s', (_name, fragment, expected) => expectErrors(fragment, expected))
})

describe('mounts', () => {
  const mount = (more: string) => `volumeMounts: [{ name: data, mountPath: /data${more} }]`
  it.each<[string, string, string[]]>([
    ['a claim template', mount(', readOnly: true, subPath: a/b'), []],
    [
      'one volume at two places',
      'volumeMounts: [{ name: data, mountPath: /a }, { name: data, mountPath: /b }]',
      [],
    ],
    [
      'a volume that is not there',
      'volumeMounts: [{ name: date, mountPath: /data }]',
      ['volumeMounts[0].name: mount_unknown (date)'],
    ],
    ['no place', 'volumeMounts: [{ name: data }]', ['volumeMounts[0].mountPath: required']],
    [
      'two at one place',
      'volumeMounts: [{ name: data, mountPath: /a }, { name: data, mountPath: /a }]',
      ['volumeMounts[1].mountPath: mount_path_twice (/a)'],
    ],
    ['an absolute sub-path', mount(', subPath: /a'), ['volumeMounts[0].subPath: sub_path (/a)']],
    ['a sub-path that leaves', mount(', subPath: a/../b'), ['volumeMounts[0].subPath: sub_path (a/../b)']],
    ['dots that do not leave', mount(', subPath: a..b/...'), []],
    [
      'both kinds of sub-path',
      mount(', subPath: a, subPathExpr: $(A)'),
      ['volumeMounts[0].subPathExpr: sub_path_both ($(A))'],
    ],
    ['"yes" instead of true', mount(', readOnly: yes'), ['volumeMounts[0].readOnly: boolean (yes)']],
    ['a device', 'volumeDevices: [{ name: data, devicePath: /dev/a }]', []],
    [
      'a device that is not there',
      'volumeDevices: [{ name: date, devicePath: /dev/a }]',
      ['volumeDevices[0].name: mount_unknown (date)'],
    ],
    [
      'a device that is mounted as well',
      'volumeMounts: [{ name: data, mountPath: /a }]\nvolumeDevices: [{ name: data, devicePath: /dev/a }]',
      ['volumeDevices[0].name: mount_and_device (data)'],
    ],
  ])('%s', (_name, fragment, expected) => expectErrors(fragment, expected))
})

describe('the rest of a container', () => {
  it.each<[string, string, string[]]>([
    ['a command of texts', 'command: [sh, -c, "true"]\nargs: ["1"]', []],
    ['a command of one text', 'command: sh', ['command: list (sh)']],
    ['a number in a command', 'command: [sleep, 10]', ['command[1]: text_quotes (10)']],
    ['a pull policy', 'imagePullPolicy: IfNotPresent', []],
    [
      'another pull policy',
      'imagePullPolicy: Sometimes',
      ['imagePullPolicy: choice (Always, IfNotPresent, Never)'],
    ],
    ['a user', 'securityContext: { runAsUser: 0, runAsNonRoot: false }', []],
    [
      'a user by name',
      'securityContext: { runAsUser: root }',
      ['securityContext.runAsUser: whole (0 – 2147483647)'],
    ],
    ['fields that are not known here pass', 'resizePolicy: [{ a: b }]\nunknown: { field: [1] }', []],
    ['null is left out', 'env:\nports: ~\nresources: null\nsecurityContext:\nlivenessProbe:', []],
  ])('%s', (_name, fragment, expected) => expectErrors(fragment, expected))
})
