import 'server-only'
import type { ProgressItem } from '../../operations/schema.ts'
import type { DeletionPlan } from '../schema.ts'

/** What was chosen besides the set, in the order of the plan, as the cluster has it now; null for what is gone. */
export interface Rest {
  /** Whether somebody made a set of this name anew. */
  readonly isRemade: boolean
  readonly companions: readonly (Standing | null)[]
  readonly claims: readonly (StandingClaim | null)[]
}

interface Standing {
  readonly uid: string
  readonly isEnding: boolean
}

interface StandingClaim extends Standing {
  /** Pods that use it, and other sets whose claims are called the same. */
  readonly usedBy: readonly string[]
  readonly sharedWith: readonly string[]
}

/** By `<resource>/<name>`, the code of what was refused. */
export type Refusals = Readonly<Record<string, string>>

export interface RestDecision {
  readonly items: readonly ProgressItem[]
  /** The next to be deleted; null when there is none. */
  readonly change: { readonly resource: ChosenResource; readonly name: string; readonly uid: string } | null
  readonly isDone: boolean
}

type ChosenResource = DeletionPlan['companions'][number]['resource'] | 'persistentvolumeclaims'
type Chosen = NonNullable<RestDecision['change']>

/**
 * The second half of a deletion, once the workload is gone: what was chosen, claims last, each only if it is the very
 * object that was chosen. Nothing of a set that was made anew meanwhile is touched. Before, `rest` is null.
 */
export function decideRest(plan: DeletionPlan, rest: Rest | null, refusals: Refusals): RestDecision {
  const claims = plan.claims.map((one) => ({ resource: 'persistentvolumeclaims' as const, ...one }))
  const chosen: Chosen[] = [...plan.companions, ...claims]
  if (rest === null)
    return { items: chosen.map((one) => toItem(one, 'waiting')), change: null, isDone: false }
  const standing = [...rest.companions, ...rest.claims]
  const judged = chosen.map((one, index) => {
    const there = standing[index] ?? null
    return { one, verdict: judge(one, there, rest.isRemade, refusals) }
  })
  const next = judged.find(({ verdict }) => verdict.is === 'next')
  // Claims wait until the others are gone.
  const isEarly = judged.some(
    ({ one, verdict }) => verdict.is === 'ending' && one.resource !== 'persistentvolumeclaims',
  )
  const mayGo = next !== undefined && !(isEarly && next.one.resource === 'persistentvolumeclaims')
  return {
    items: judged.map(({ one, verdict }) => toItem(one, states[verdict.is], verdict.detail)),
    change: mayGo ? next.one : null,
    isDone: judged.every(({ verdict }) => verdict.is === 'gone' || verdict.is === 'stays'),
  }
}

interface Verdict {
  readonly is: keyof typeof states
  readonly detail?: ProgressItem['detail']
}

const states = { gone: 'done', ending: 'running', next: 'running', stays: 'failed' } as const

function judge(
  { resource, name, uid }: Chosen,
  there: Standing | StandingClaim | null,
  isRemade: boolean,
  refusals: Refusals,
): Verdict {
  if (there === null) return { is: 'gone' }
  if (there.uid !== uid) return { is: 'stays', detail: { key: 'replaced' } }
  const usedBy = 'usedBy' in there ? there.usedBy.join(', ') : ''
  const sharedWith = 'sharedWith' in there ? there.sharedWith.join(', ') : ''
  if (there.isEnding)
    return {
      is: 'ending',
      ...(usedBy === '' ? {} : { detail: { key: 'usedBy', values: { names: usedBy } } }),
    }
  if (isRemade) return { is: 'stays', detail: { key: 'remade' } }
  if (sharedWith !== '') return { is: 'stays', detail: { key: 'sharedWith', values: { names: sharedWith } } }
  if (usedBy !== '') return { is: 'stays', detail: { key: 'usedBy', values: { names: usedBy } } }
  const code = refusals[keyOf({ resource, name })]
  if (code !== undefined) return { is: 'stays', detail: { key: 'refused', values: { code } } }
  return { is: 'next' }
}

export function keyOf({ resource, name }: Pick<Chosen, 'resource' | 'name'>): string {
  return `${resource}/${name}`
}

function toItem(
  { resource, name }: Chosen,
  state: ProgressItem['state'],
  detail?: ProgressItem['detail'],
): ProgressItem {
  return { key: resource, values: { name }, state, ...(detail === undefined ? {} : { detail }) }
}
