import 'server-only'
import type { ProjectScope } from '../../auth/scope.ts'
import { AppError } from '../../errors.ts'
import { getCluster } from '../../kubernetes/clusters.ts'
import { createObject, getObject, patchObject } from '../../kubernetes/objects.ts'
import { placeOf } from '../../kubernetes/place.ts'
import type { Service } from '../../kubernetes/types.ts'
import type { ObjectName } from '../../names.ts'
import { readLivingSet } from '../living-set.ts'
import type { SaveServiceInput } from './beside-schema.ts'

/** A Service as its dialog shows it. */
export interface EditableService {
  readonly name: string
  readonly uid: string
  readonly resourceVersion: string
  readonly isHeadless: boolean
  readonly ports: readonly EditablePort[]
}

export interface EditablePort {
  readonly name: string
  readonly port: number
  /** '' for the same number. */
  readonly targetPort: number | string
  readonly protocol: string
}

/** Throws `not_found`. */
export async function getService(
  { project }: ProjectScope<'statefulset:edit'>,
  name: ObjectName,
): Promise<EditableService> {
  const { metadata, spec } = await getObject(getCluster(project.cluster), 'services', project.namespace, name)
  return {
    name,
    uid: metadata.uid,
    resourceVersion: metadata.resourceVersion,
    isHeadless: spec?.clusterIP === 'None',
    ports: (spec?.ports ?? []).map(({ name: portName = '', port, targetPort = '', protocol = 'TCP' }) => ({
      name: portName,
      port,
      targetPort: targetPort === port ? '' : (targetPort as number | string),
      protocol,
    })),
  }
}

/**
 * Makes a Service for the pods of a set, or changes the ports of one (and whom it selects, if that is asked for), and
 * nothing else of it. Throws `already_exists`; `conflict` when the set or the Service is another, or has changed since the
 * person read it; what the cluster refuses as `cluster_invalid`.
 */
export async function saveService(
  { project }: ProjectScope<'statefulset:edit'>,
  { set, name, seen, isHeadless, ports, takesPods }: SaveServiceInput,
): Promise<{ warnings: readonly string[] }> {
  const place = placeOf(project)
  const { cluster, namespace } = place
  const { spec } = await readLivingSet(place, set.name, set.uid)
  const selector = spec?.selector.matchLabels ?? {}
  if (Object.keys(selector).length === 0 && (seen === null || takesPods))
    throw new AppError('invalid', { fields: [{ path: 'takesPods', code: 'service_selector' }] })
  if (seen === null) {
    const body = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, labels: selector },
      spec: {
        ...(isHeadless ? { clusterIP: 'None' } : {}),
        selector,
        ports: ports.map((one) => toPort(one)),
      },
    }
    const { warnings } = await createObject(cluster, 'services', namespace, body)
    return { warnings }
  }
  const service = await getObject(cluster, 'services', namespace, name)
  const { uid, resourceVersion } = service.metadata
  if (uid !== seen.uid || resourceVersion !== seen.resourceVersion)
    throw new AppError('conflict', { message: 'another Service, or a changed one' })
  const former = service.spec?.ports ?? []
  const wanted = ports.map((one) => toPort(one, one.was === null ? undefined : former[one.was]))
  const gone = Object.keys(service.spec?.selector ?? {}).filter((key) => !(key in selector))
  const { warnings } = await patchObject(cluster, 'services', namespace, name, {
    metadata: { uid, resourceVersion },
    spec: {
      ports: wanted,
      ...(takesPods
        ? { selector: { ...selector, ...Object.fromEntries(gone.map((key) => [key, null])) } }
        : {}),
    },
  })
  return { warnings }
}

type Port = NonNullable<NonNullable<Service['spec']>['ports']>[number]

/** What else a port says (nodePort, appProtocol) stays. */
function toPort(
  { name, port, targetPort, protocol }: SaveServiceInput['ports'][number],
  former?: Port,
): object {
  const { name: _, targetPort: __, ...rest } = former ?? {}
  return {
    ...rest,
    ...(name === '' ? {} : { name }),
    ...{ port, protocol },
    ...(targetPort === '' ? {} : { targetPort }),
  }
}
