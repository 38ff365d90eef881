import { type Fault, fault } from './fault.ts'
import type { Path } from './path.ts'
import { type Fields, fieldsOf, isLeftOut, listOf } from './read.ts'
import { livingShape } from './schema-probe.ts'

/** More than anybody runs in one pod, and than a form can show. */
const maxContainers = 100

interface Placed {
  readonly container: Fields
  readonly path: Path
  readonly isInit: boolean
}

/** What must hold between the containers, ports and volumes of a set's pods; core/validation's ValidatePodSpec. */
export function podRuleFaults(setSpec: Fields): Fault[] {
  const spec = fieldsOf(fieldsOf(setSpec.template).spec)
  const base = ['spec', 'template', 'spec']
  const placed = (['containers', 'initContainers'] as const).flatMap((list) =>
    listOf(spec[list]).map(
      (container, index): Placed => ({
        container: fieldsOf(container),
        path: [...base, list, index],
        isInit: list === 'initContainers',
      }),
    ),
  )
  if (placed.length > maxContainers)
    return [fault([...base, 'containers'], 'containers_many', String(placed.length))]
  const volumes = listOf(spec.volumes).map((volume) => fieldsOf(volume).name)
  const templates = listOf(setSpec.volumeClaimTemplates).map(
    (template) => fieldsOf(fieldsOf(template).metadata).name,
  )
  const mountable = new Set([...volumes, ...templates])
  return [
    ...duplicates(placed.map(({ container, path }) => [container.name, [...path, 'name']])),
    ...duplicates(volumes.map((name, index) => [name, [...base, 'volumes', index, 'name']])),
    ...duplicates(
      templates.map((name, index) => [name, ['spec', 'volumeClaimTemplates', index, 'metadata', 'name']]),
    ),
    ...placed.flatMap((one) => [...mountFaults(one, mountable), ...portFaults(one), ...initFaults(one)]),
    ...hostPortFaults(placed, spec.hostNetwork === true),
  ]
}

/** The second of two equal names, and each after it. */
function duplicates(named: readonly (readonly [name: unknown, path: Path])[], code = 'duplicate'): Fault[] {
  const seen = new Set<unknown>()
  return named.flatMap(([name, path]) => {
    if (isLeftOut(name) || name === '') return []
    if (seen.has(name)) return [fault(path, code, String(name))]
    seen.add(name)
    return []
  })
}

function mountFaults({ container, path }: Placed, mountable: ReadonlySet<unknown>): Fault[] {
  const kinds = [
    ['volumeMounts', 'mountPath'],
    ['volumeDevices', 'devicePath'],
  ] as const
  const entries = kinds.flatMap(([list, place]) =>
    listOf(container[list]).map((entry, index) => ({
      name: fieldsOf(entry).name,
      place: fieldsOf(entry)[place],
      namePath: [...path, list, index, 'name'],
      placePath: [...path, list, index, place],
      list,
    })),
  )
  const mounted = new Set(entries.filter(({ list }) => list === 'volumeMounts').map(({ name }) => name))
  return [
    ...entries
      .filter(({ name }) => typeof name === 'string' && name !== '' && !mountable.has(name))
      .map(({ name, namePath }) => fault(namePath, 'mount_unknown', String(name))),
    ...entries
      .filter(({ name, list }) => list === 'volumeDevices' && mounted.has(name))
      .map(({ name, namePath }) => fault(namePath, 'mount_and_device', String(name))),
    ...duplicates(
      entries.map(({ place, placePath }) => [place, placePath]),
      'mount_path_twice',
    ),
  ]
}

/** Two names for one port are allowed; the same entry twice is a slip, and later patches would merge the two. */
function portFaults({ container, path }: Placed): Fault[] {
  const ports = listOf(container.ports).map(fieldsOf)
  const pathOf = (index: number, field: string) => [...path, 'ports', index, field]
  const same = ports.map(({ containerPort, protocol, name }, index) => {
    const number = `${protocol ?? 'TCP'} ${containerPort}`
    const isOnlyNamed = ports.every(
      (other) => other.containerPort !== containerPort || !isLeftOut(other.name),
    )
    const key = isLeftOut(containerPort) ? null : isOnlyNamed ? `${number} ${name}` : number
    return [key, pathOf(index, 'containerPort')] as const
  })
  const names = duplicates(ports.map(({ name }, index) => [name, pathOf(index, 'name')]))
  return [...names, ...(names.length > 0 ? [] : duplicates(same))]
}

function hostPortFaults(placed: readonly Placed[], isHostNetwork: boolean): Fault[] {
  // Init containers run one after the other, so theirs clash with nobody's.
  const ports = placed
    .filter(({ isInit }) => !isInit)
    .flatMap(({ container, path }) =>
      listOf(container.ports).map((port, index) => ({
        ...fieldsOf(port),
        path: [...path, 'ports', index, 'hostPort'],
      })),
    )
    .map((port) => port as { hostPort?: unknown; containerPort?: unknown; path: Path } & Fields)
    .filter(({ hostPort }) => !isLeftOut(hostPort) && hostPort !== 0)
  return [
    ...duplicates(
      ports.map(({ protocol, hostIP, hostPort, path }) => [
        `${protocol ?? 'TCP'} ${hostIP ? `${hostIP}:` : ''}${hostPort}`,
        path,
      ]),
      'host_port_clash',
    ),
    ...ports
      .filter(({ hostPort, containerPort }) => isHostNetwork && hostPort !== containerPort)
      .map(({ path }) => fault(path, 'host_port_network')),
  ]
}

/** One that ends before the next begins cannot be probed. */
function initFaults({ container, path, isInit }: Placed): Fault[] {
  if (!isInit || container.restartPolicy === 'Always') return []
  return Object.keys(livingShape)
    .filter((field) => !isLeftOut(container[field]))
    .map((field) => fault([...path, field], 'init_living'))
}
