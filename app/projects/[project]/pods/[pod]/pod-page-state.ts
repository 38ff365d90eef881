import type { PodNews, PodView } from '@/lib/pods/live-pod'
import type { PodState } from '@/lib/statefulsets/detail/pod-state'

export type View = PodView<PodState>

/** What the pages of one pod know of it. */
export interface PodPageState {
  /** How it is, or how the pod of this name was last. */
  readonly view: View
  /** There is no pod of this name at this moment. */
  readonly isGone: boolean
  /** It is not the pod with which the page began. */
  readonly isAnother: boolean
  readonly unheard: PodNews<PodState>['unheard']
  readonly connection: 'opening' | 'live' | 'lost' | 'refused'
  /** Epoch ms. */
  readonly lostAt: number | null
}

export type PodAction =
  | { readonly type: 'opened' | 'refused' }
  | { readonly type: 'lost'; readonly at: number }
  | { readonly type: 'news'; readonly news: PodNews<PodState> }

export function start(view: View): PodPageState {
  return { view, isGone: false, isAnother: false, unheard: null, connection: 'opening', lostAt: null }
}

export function reduce(state: PodPageState, action: PodAction): PodPageState {
  switch (action.type) {
    case 'opened':
      return { ...state, connection: 'live', lostAt: null }
    case 'refused':
      return { ...state, connection: 'refused' }
    case 'lost':
      if (state.connection === 'refused') return state
      return { ...state, connection: 'lost', lostAt: state.lostAt ?? action.at }
    case 'news': {
      const { view, unheard } = action.news
      if (view === null) return { ...state, isGone: true, unheard }
      const isAnother = state.isAnother || view.pod.uid !== state.view.pod.uid
      return { ...state, view, isGone: false, isAnother, unheard }
    }
  }
}
