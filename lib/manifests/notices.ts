import type { FieldError } from '../errors.ts'
import { isSet } from './check.ts'
import { type Fault, fault, located } from './fault.ts'
import type { Manifest } from './parse.ts'
import type { Path } from './path.ts'
import { type Fields, fieldsOf, isLeftOut, listOf } from './read.ts'

/** Something legal that a careful person wants to know before it runs. `code` is a key under `notices` in the messages. */
export type Notice = FieldError

const pod = ['spec', 'template', 'spec']

/** What to know of a set and the Services beside it, in the order of the text. */
export function noticesOf(manifests: readonly Manifest[]): Notice[] {
  const sets = manifests.filter(isSet)
  return manifests
    .flatMap((manifest) => faultsOf(manifest, sets).map((one) => located(one, manifest)))
    .sort((a, b) => (a.line ?? 0) - (b.line ?? 0))
}

function faultsOf(manifest: Manifest, sets: readonly Manifest[]): Fault[] {
  const spec = fieldsOf(manifest.object.spec)
  if (isSet(manifest)) {
    return [
      ...replicaNotices(spec),
      ...containerList(spec, 'containers').flatMap(containerNotices),
      ...containerList(spec, 'initContainers').flatMap(imageNotices),
      ...volumeNotices(spec),
      ...amountNotices(spec, ['spec']),
    ]
  }
  if (manifest.kind === 'Service')
    return serviceNotices(
      manifest,
      sets.map(({ object }) => fieldsOf(object.spec)),
    )
  return manifest.kind === 'PersistentVolumeClaim' ? amountNotices(spec, ['spec']) : []
}

function replicaNotices(spec: Fields): Fault[] {
  const replicas = typeof spec.replicas === 'number' ? spec.replicas : 1
  const template = fieldsOf(fieldsOf(spec.template).spec)
  const isSpread =
    !isLeftOut(fieldsOf(template.affinity).podAntiAffinity) ||
    listOf(template.topologySpreadConstraints).length > 0
  return [
    ...(replicas === 1 ? [fault(['spec', 'replicas'], 'single_replica')] : []),
    ...(replicas > 1 && replicas % 2 === 0
      ? [fault(['spec', 'replicas'], 'even_replicas', String(replicas))]
      : []),
    ...(replicas > 1 && !isSpread ? [fault(pod, 'no_spread')] : []),
    ...(template.terminationGracePeriodSeconds === 0
      ? [fault([...pod, 'terminationGracePeriodSeconds'], 'grace_zero')]
      : []),
    ...(isLeftOut(spec.serviceName) || spec.serviceName === ''
      ? [fault(['spec', 'serviceName'], 'no_service')]
      : []),
  ]
}

interface PlacedContainer {
  readonly container: Fields
  readonly path: Path
}

function containerList(spec: Fields, list: 'containers' | 'initContainers'): PlacedContainer[] {
  return listOf(fieldsOf(fieldsOf(spec.template).spec)[list]).map((container, index) => ({
    container: fieldsOf(container),
    path: [...pod, list, index],
  }))
}

function containerNotices(placed: PlacedContainer): Fault[] {
  const { container, path } = placed
  const { requests, limits } = fieldsOf(container.resources)
  const name = String(container.name ?? '')
  const amounts = [requests, limits].flatMap((amounts) => Object.keys(fieldsOf(amounts)))
  return [
    ...imageNotices(placed),
    ...(isLeftOut(container.readinessProbe) ? [fault(path, 'no_readiness', name)] : []),
    ...(amounts.length === 0 ? [fault([...path, 'resources'], 'no_resources', name)] : []),
    ...repeated(container.env, ({ name }) => name).map(([index, name]) =>
      fault([...path, 'env', index, 'name'], 'env_twice', name),
    ),
    ...repeated(
      container.ports,
      ({ containerPort, protocol }) => `${protocol ?? 'TCP'} ${containerPort}`,
    ).map(([index, port]) => fault([...path, 'ports', index, 'containerPort'], 'port_twice', port)),
  ]
}

/** A tag that moves makes two pods of one revision run different programs. */
function imageNotices({ container, path }: PlacedContainer): Fault[] {
  const { image } = container
  if (typeof image !== 'string' || image === '' || image.includes('@')) return []
  const tag = /:([^:/]+)$/.exec(image)?.[1] ?? 'latest'
  return tag === 'latest' ? [fault([...path, 'image'], 'image_moves', image)] : []
}

function volumeNotices(spec: Fields): Fault[] {
  const template = fieldsOf(fieldsOf(spec.template).spec)
  const containers = [...containerList(spec, 'containers'), ...containerList(spec, 'initContainers')]
  const mounted = containers.flatMap(({ container }) =>
    [...listOf(container.volumeMounts), ...listOf(container.volumeDevices)].map((one) => fieldsOf(one).name),
  )
  const claims = listOf(spec.volumeClaimTemplates).map((claim) => fieldsOf(fieldsOf(claim).metadata).name)
  return [
    ...claims.flatMap((name, index) =>
      typeof name !== 'string' || name === '' || mounted.includes(name)
        ? []
        : [fault(['spec', 'volumeClaimTemplates', index, 'metadata', 'name'], 'claim_unmounted', name)],
    ),
    ...listOf(template.volumes).flatMap((volume, index) => {
      const { name } = fieldsOf(volume)
      return claims.includes(name)
        ? [fault([...pod, 'volumes', index, 'name'], 'volume_hidden', String(name))]
        : []
    }),
  ]
}

function serviceNotices({ name, object }: Manifest, sets: readonly Fields[]): Fault[] {
  const spec = fieldsOf(object.spec)
  const selector = Object.entries(fieldsOf(spec.selector))
  const isHeadless = spec.clusterIP === 'None'
  const selects = (set: Fields) => {
    const labels = fieldsOf(fieldsOf(fieldsOf(set.template).metadata).labels)
    return selector.every(([key, value]) => labels[key] === value)
  }
  return [
    ...(sets.length > 0 && (selector.length === 0 || !sets.some(selects))
      ? [fault(['spec', 'selector'], 'service_selects_none', name)]
      : []),
    ...(isHeadless && spec.sessionAffinity === 'ClientIP'
      ? [fault(['spec', 'sessionAffinity'], 'affinity_headless')]
      : []),
    ...(!isLeftOut(spec.sessionAffinityConfig) && spec.sessionAffinity !== 'ClientIP'
      ? [fault(['spec', 'sessionAffinityConfig'], 'affinity_time')]
      : []),
    ...(!isHeadless && sets.some(({ serviceName }) => serviceName === name)
      ? [fault(['spec', 'clusterIP'], 'service_not_headless', name)]
      : []),
  ]
}

/** `m` means thousandths: of a byte, where megabytes were meant. */
function amountNotices(value: unknown, path: Path): Fault[] {
  const isOfBytes = /^(?:memory|storage|ephemeral-storage|sizeLimit)$/.test(String(path.at(-1)))
  if (isOfBytes && typeof value === 'string' && /^[\d.]+m$/.test(value))
    return [fault(path, 'thousandths', value)]
  if (Array.isArray(value)) return value.flatMap((item, index) => amountNotices(item, [...path, index]))
  return Object.entries(fieldsOf(value)).flatMap(([key, item]) => amountNotices(item, [...path, key]))
}

/** Index and text of each entry that has a key again that one before it had. */
function repeated(entries: unknown, keyOf: (entry: Fields) => unknown): [number, string][] {
  const keys = listOf(entries).map((entry) => keyOf(fieldsOf(entry)))
  return keys.flatMap((key, index): [number, string][] =>
    isLeftOut(key) || keys.indexOf(key) === index ? [] : [[index, String(key)]],
  )
}
