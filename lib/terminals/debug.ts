import 'server-only'
import { randomBytes } from 'node:crypto'
import type { ProjectScope } from '../auth/scope.ts'
import { env } from '../env.ts'
import { AppError } from '../errors.ts'
import { getCluster } from '../kubernetes/clusters.ts'
import { addEphemeralContainer, getObject } from '../kubernetes/objects.ts'
import type { Pod } from '../kubernetes/types.ts'
import { pathText } from '../manifests/path.ts'
import { policyFaults, readPolicy } from '../manifests/policy.ts'
import type { ContainerName, ObjectName } from '../names.ts'
import type { DebugContainer } from './protocol.ts'
import type { AddDebugInput, DebugTargetInput } from './schema.ts'

type Scope = ProjectScope<'pod:terminal'>

export interface DebugFacts {
  readonly uid: string
  /** What may be chosen; none where an operator switched it off. */
  readonly images: readonly string[]
  /** What was added before, and stays until the pod goes. */
  readonly added: readonly DebugContainer[]
}

/** What a person decides by before a container is added to a pod. Throws `not_found`. */
export async function lookForDebug(scope: Scope, { pod: name }: DebugTargetInput): Promise<DebugFacts> {
  const pod = await readPod(scope, name)
  return { uid: pod.metadata.uid, images: env.ORDINAL_DEBUG_IMAGES, added: addedTo(pod) }
}

/**
 * Adds a container with tools beside one that has none; it sees the processes of that one, and their files below
 * /proc/1/root. It has the same security context as the container that it looks at, so that it may do no more, and has
 * to meet the project's policy as that one had to. Throws `conflict` for another pod of the name.
 */
export async function addDebugContainer(
  scope: Scope,
  { pod: name, uid, container, image }: AddDebugInput,
): Promise<{ readonly container: string }> {
  if (!env.ORDINAL_DEBUG_IMAGES.includes(image))
    throw new AppError('invalid', { message: 'image not allowed' })
  const pod = await readPod(scope, name)
  if (pod.metadata.uid !== uid) throw new AppError('conflict')
  const target = pod.spec?.containers.find((one) => one.name === container)
  if (target === undefined) throw new AppError('not_found')
  const added = {
    name: `debug-${randomBytes(3).toString('hex')}` as ContainerName,
    image,
    imagePullPolicy: 'IfNotPresent',
    targetContainerName: container,
    // A shell that waits for what is typed keeps it running.
    command: ['sh'],
    stdin: true,
    tty: true,
    terminationMessagePolicy: 'File',
    ...(target.securityContext === undefined ? {} : { securityContext: target.securityContext }),
  }
  const faults = policyFaults(
    { spec: { ephemeralContainers: [added] } },
    readPolicy(scope.project.policy),
    [],
  )
  if (faults.length > 0) {
    const fields = faults.map(({ path, ...rest }) => ({ path: pathText(path), ...rest }))
    throw new AppError('invalid', { fields })
  }
  const { cluster, namespace } = scope.project
  await addEphemeralContainer(getCluster(cluster), namespace, name, uid, added)
  return { container: added.name }
}

function readPod(scope: Scope, name: ObjectName): Promise<Pod> {
  const { cluster, namespace } = scope.project
  return getObject(getCluster(cluster), 'pods', namespace, name)
}

function addedTo({ spec, status }: Pod): DebugContainer[] {
  const statuses = status?.ephemeralContainerStatuses ?? []
  return (spec?.ephemeralContainers ?? []).map(({ name, image, targetContainerName }) => ({
    name,
    image: image ?? '',
    target: targetContainerName ?? null,
    isRunning: statuses.find((one) => one.name === name)?.state?.running !== undefined,
  }))
}
