import {
  type ConnectionAction,
  type ConnectionState,
  opening,
  reduceConnection,
} from '@/app/_components/connection-state'
import type { PodNews, PodView } from '@/lib/pods/live-pod'
import type { PodState } from '@/lib/statefulsets/detail/pod-state'

export type View = PodView<PodState>

/** What the pages of one pod know of it. */
export interface PodPageState extends ConnectionState {
  /** How it is, or how the pod of this name was last. */
  readonly view: View
  /** There is no pod of this name at this moment. */
  readonly isGone: boolean
  /** It is not the pod with which the page began. */
  readonly isAnother: boolean
  readonly unheard: PodNews<PodState>['unheard']
}

type Action = ConnectionAction | { readonly type: 'news'; readonly news: PodNews<PodState> }

export function start(view: View): PodPageState {
  return { view, isGone: false, isAnother: false, unheard: null, ...opening }
}

export function reduce(state: PodPageState, action: Action): PodPageState {
  if (action.type !== 'news') return reduceConnection(state, action)
  const { view, unheard } = action.news
  if (view === undefined) return { ...state, unheard }
  if (view === null) return { ...state, isGone: true, unheard }
  const isAnother = state.isAnother || view.pod.uid !== state.view.pod.uid
  return { ...state, view, isGone: false, isAnother, unheard }
}
