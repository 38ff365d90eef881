import 'server-only'
import type { Pod } from './types.ts'

type ContainerStatus = NonNullable<NonNullable<Pod['status']>['containerStatuses']>[number]
type Terminated = NonNullable<NonNullable<ContainerStatus['state']>['terminated']>

/** How one run of a container ended. */
export interface SeenEnding {
  readonly container: string
  readonly terminated: Terminated
}

/** Of one pod the newest are kept, and of all pods those that were heard of last. */
const maxEndings = 30
const maxPods = 2000
const maxMessage = 200

type Endings = Map<string, SeenEnding>

/** Kept on globalThis: pages and watches are bundles of their own. By the uid of the pod, then by container and run. */
const shared = globalThis as typeof globalThis & { ordinalEndings?: Map<string, Endings> }

/**
 * Remembers how containers ended: the cluster knows of each the last end alone, this process also what it saw before.
 * Called with each state of a pod that is heard; null for one that is gone.
 */
export function noteEndings(uid: string, pod: Pod | null): void {
  shared.ordinalEndings ??= new Map()
  const all = shared.ordinalEndings
  const endings = pod === null ? [] : endingsIn(pod)
  if (pod === null) all.delete(uid)
  if (endings.length === 0) return
  const known = all.get(uid) ?? new Map<string, SeenEnding>()
  for (const ending of endings) known.set(keyOf(ending), ending)
  while (known.size > maxEndings) dropFirst(known)
  all.delete(uid)
  all.set(uid, known)
  while (all.size > maxPods) dropFirst(all)
}

/** All that is known of how containers of this pod ended, in the order in which it was heard. */
export function knownEndings(pod: Pod): readonly SeenEnding[] {
  const known: Endings = new Map(shared.ordinalEndings?.get(pod.metadata.uid))
  for (const ending of endingsIn(pod)) known.set(keyOf(ending), ending)
  return [...known.values()]
}

function endingsIn({ status }: Pod): SeenEnding[] {
  const statuses = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])]
  return statuses.flatMap(({ name: container, state, lastState }) =>
    [lastState?.terminated, state?.terminated].flatMap((terminated) => {
      if (terminated === undefined) return []
      const { message, ...rest } = terminated
      const said = message === undefined ? {} : { message: message.slice(0, maxMessage) }
      return [{ container, terminated: { ...rest, ...said } }]
    }),
  )
}

/** The runtime's id of a run, where it is said. */
function keyOf({ container, terminated: { containerID, startedAt, finishedAt } }: SeenEnding): string {
  return `${container} ${containerID || `${startedAt} ${finishedAt}`}`
}

function dropFirst(map: Map<string, unknown>): void {
  const [first] = map.keys()
  if (first !== undefined) map.delete(first)
}
