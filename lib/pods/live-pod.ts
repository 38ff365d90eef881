import 'server-only'
import type { ProjectScope } from '../auth/scope.ts'
import type { ErrorCode } from '../errors.ts'
import { eventStream } from '../event-stream.ts'
import { knownEndings } from '../kubernetes/endings.ts'
import type { Usage } from '../kubernetes/metrics.ts'
import type { Pod } from '../kubernetes/types.ts'
import type { ObjectName } from '../names.ts'
import { type PodDetail, toPodDetail } from './detail.ts'
import { findWatchedPod } from './get.ts'
import { type WatchedPod, watchedPod } from './watched-pod.ts'

/** All that the pages of one pod show. `S` is what its owner says of it. */
export interface PodView<S> {
  readonly pod: PodDetail
  readonly state: S | null
  /** Null where the cluster does not say, or has not said it yet. */
  readonly usage: Usage | null
}

/** What goes to the browser when something changed. */
export interface PodNews<S> {
  /** Null while there is no pod of this name; absent while nobody can say. */
  readonly view?: PodView<S> | null
  /** Why the cluster is not heard; null when it is. */
  readonly unheard: Unheard | null
}

interface Unheard {
  readonly cluster: string
  readonly state: 'loading' | 'lost' | 'forbidden'
  /** Up to when the pod is known, epoch ms; null when it never was. */
  readonly heardAt: number | null
  readonly code: ErrorCode | null
}

type StateOf<S> = (pod: Pod) => Promise<S | null>

/** Throws `not_found`, or why the cluster cannot say. */
export async function getPodView<S>(
  scope: ProjectScope<'pod:view'>,
  name: ObjectName,
  stateOf: StateOf<S>,
): Promise<PodView<S>> {
  const watched = await findWatchedPod(scope, name)
  const view = await readView(watched, stateOf)
  // The pod went between the two looks.
  return view ?? getPodView(scope, name, stateOf)
}

/**
 * The pod of this name as it changes, whichever that is by and by: events `pod` with a PodNews, and `beat`. That there is
 * none, or that the cluster does not say, is news, too: the next pod of this name may be on its way.
 */
export async function openLivePod<S>(
  scope: ProjectScope<'pod:view'>,
  name: ObjectName,
  stateOf: StateOf<S>,
  signal: AbortSignal,
): Promise<Response> {
  const { cluster, namespace } = scope.project
  const watched = watchedPod(cluster, namespace, name)
  await watched.loaded()
  let sent = ''
  const next = async () => {
    watched.look()
    const { state, heardAt, code } = watched.hearing
    const unheard = state === 'live' ? null : { cluster, state, heardAt, code }
    const view = heardAt === null ? {} : { view: await readView(watched, stateOf) }
    const news: PodNews<S> = { ...view, unheard }
    const data = JSON.stringify(news)
    if (data === sent) return null
    sent = data
    return { event: 'pod', data }
  }
  return eventStream({ next, onChange: (changed) => watched.onChange(changed) }, signal)
}

async function readView<S>(watched: WatchedPod, stateOf: StateOf<S>): Promise<PodView<S> | null> {
  const { pod, events, usage } = watched
  if (pod === null) return null
  const state = await stateOf(pod)
  return { pod: toPodDetail(pod, events, knownEndings(pod)), state, usage }
}
