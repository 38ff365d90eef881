import 'server-only'
import type { ProjectScope } from '../auth/scope.ts'
import { AppError } from '../errors.ts'
import type { Pod } from '../kubernetes/types.ts'
import type { ContainerName, ObjectName } from '../names.ts'
import { type WatchedPod, watchedPod } from './watched-pod.ts'

type Reader = ProjectScope<'pod:view' | 'pod:log' | 'pod:terminal' | 'pod:reveal'>

/** The pod as it is and as it changes. Throws `not_found`, or why the cluster cannot say. */
export async function findWatchedPod({ project }: Reader, name: ObjectName): Promise<WatchedPod> {
  const watched = watchedPod(project.cluster, project.namespace, name)
  await watched.loaded()
  if (watched.pod !== null) return watched
  const { heardAt, code } = watched.hearing
  if (heardAt !== null) throw new AppError('not_found', { message: `pod ${name}` })
  throw new AppError(code ?? 'cluster_timeout')
}

/** The whole pod. Throws as above. */
export async function getPod(scope: Reader, name: ObjectName): Promise<Pod> {
  const { pod } = await findWatchedPod(scope, name)
  if (pod === null) throw new AppError('not_found')
  return pod
}

/** Throws `not_found` also where the pod has no container of this name. */
export async function requireContainer(
  scope: Reader,
  pod: ObjectName,
  container: ContainerName,
): Promise<void> {
  const { spec } = await getPod(scope, pod)
  const all = [
    ...(spec?.initContainers ?? []),
    ...(spec?.containers ?? []),
    ...(spec?.ephemeralContainers ?? []),
  ]
  if (!all.some(({ name }) => name === container))
    throw new AppError('not_found', { message: `container ${container}` })
}
