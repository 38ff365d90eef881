'use client'

import { useFormatter, useTranslations } from 'next-intl'
import type { Manager } from '@/lib/manifests/managed-by'
import type {
  AutoscalerEffect,
  BudgetEffect,
  DeletionForesight,
  DownWait,
  EditForesight,
  ReplicasForesight,
  UpForesight,
  Waiting,
} from '@/lib/statefulsets/replicas/foresight'
import { lostMajority, majorityOf } from '@/lib/statefulsets/replicas/majority'
import { bytesText } from '../bytes-text'
import { namesText } from './names-text'

/** One sentence of what will happen. `warn` is worth a second thought, `stop` keeps it from being asked for. */
export interface Fact {
  readonly key: string
  readonly tone: 'plain' | 'warn' | 'stop'
  readonly text: string
}

/** Pods that leave, by whichever way. */
export type Shrinking = EditForesight

export function shrinkingOf({ from, to, down, isOrdered, budgets }: ReplicasForesight): Shrinking | null {
  return down === null ? null : { from, to, stays: to, down, isOrdered, budgets }
}

type Translate = ReturnType<typeof useTranslations<'foresight'>>
type Format = ReturnType<typeof useFormatter>
type WaitText = (waiting: Waiting) => string

/** What an operation on the replicas will do, sentence by sentence; what comes of it first, then what stands in its way. */
export function useReplicasFacts(foresight: ReplicasForesight | null): readonly Fact[] {
  const t = useTranslations('foresight')
  const format = useFormatter()
  const wait = useWaitText()
  if (foresight === null) return []
  const { operation, from, to, isNoted, isOrdered, up, budgets, autoscalers, managers } = foresight
  const down = shrinkingOf(foresight)
  return [
    ...(operation === 'start' && up !== null
      ? [plain('noted', t(isNoted ? 'startNoted' : 'startUnnoted', { to }))]
      : []),
    ...(from === to ? [plain('same', t(`${operation}Same`, { to }))] : []),
    ...(down === null ? [] : downFacts(t, down, wait)),
    ...(operation === 'stop' && down !== null ? [plain('notes', t('stopNotes', { from }))] : []),
    ...(up === null ? [] : upFacts(t, format, up, isOrdered, wait)),
    ...(from === to
      ? []
      : [
          ...budgetFacts(t, budgets, to),
          ...autoscalerFacts(t, autoscalers),
          ...managers.map((one) => managerFact(t, one)),
        ]),
  ]
}

/** Which pods and claims an edit takes along; who may undo it is told elsewhere. */
export function useEditFacts(foresight: EditForesight | null): readonly Fact[] {
  const t = useTranslations('foresight')
  const wait = useWaitText()
  if (foresight === null) return []
  return [...downFacts(t, foresight, wait), ...budgetFacts(t, foresight.budgets, foresight.to)]
}

/** What goes with a set when nothing else is chosen, what stays, and who would make it again. */
export function useDeletionFacts(foresight: DeletionForesight | null): readonly Fact[] {
  const t = useTranslations('foresight')
  const format = useFormatter()
  const waitText = useWaitText()
  if (foresight === null) return []
  const { pods, wait, claims, companions, managers, whenDeleted, whenScaled } = foresight
  const bytes = claims.reduce((sum, claim) => sum + claim.bytes, 0)
  const belonging = companions.map(({ resource, name }) => t(`${resource}_name`, { name }))
  const facts: (Fact | null)[] = [
    plain('pods', t('deletePods', { count: pods.length, pods: namesText(pods.map((one) => one.podName)) })),
    claims.length === 0
      ? null
      : plain(
          'kept',
          t('deleteClaims', { ...namesOf(claims), count: claims.length, size: bytesText(bytes, format) }),
        ),
    claims.length > 0 && (whenDeleted === 'Delete' || whenScaled === 'Delete')
      ? plain('policy', t('deletePolicy', { whenDeleted, whenScaled }))
      : null,
    belonging.length === 0
      ? null
      : plain('companions', t('deleteCompanions', { count: belonging.length, names: namesText(belonging) })),
    wait === null ? null : waitFact(t, wait, waitText),
    ...managers.map((one) => managerFact(t, one)),
  ]
  return facts.filter((fact) => fact !== null)
}

/** `not ready`: why a pod is not as it should be. */
export function useWaitText(): WaitText {
  const reasons = useTranslations('reasons')
  const states = useTranslations('ordinals')
  return ({ reason, state }) => (reason === null ? states(state) : reasons(reason))
}

function downFacts(t: Translate, shrinking: Shrinking, waitText: WaitText): Fact[] {
  const { from, to, stays, isOrdered, down } = shrinking
  const { leaving, wait, readyAfter } = down
  const pods = leaving.filter(({ state }) => state !== 'missing').map(({ podName }) => podName)
  const claims = leaving.flatMap((one) => one.claims)
  const kept = claims.filter(({ fate, heldBy }) => fate === 'kept' && heldBy === null)
  const [before, after] = [majorityOf(from), majorityOf(to)]
  const facts: (Fact | null)[] = [
    plain('order', t(isOrdered ? 'order' : 'together', { count: pods.length, pods: namesText(pods) })),
    kept.length === 0 ? null : plain('kept', t('claimsKept', { ...namesOf(kept), count: kept.length })),
    ...claims.map(({ name, heldBy }) =>
      heldBy === null ? null : plain(`held ${name}`, t('claimHeld', { name, owner: heldBy })),
    ),
    to === 0 || from < 3 || from === to
      ? null
      : plain('majority', t('majority', { from, to, before, after })),
    lostMajority(shrinking) === 'perhaps' ? warn('lost', majorityLostText(t, shrinking)) : null,
    readyAfter === stays ? null : warn('ready', t('readyAfter', { ready: readyAfter, to: stays })),
    wait === null ? null : waitFact(t, wait, waitText),
  ]
  return facts.filter((fact) => fact !== null)
}

function upFacts(
  t: Translate,
  format: Format,
  { count, first, last, wait, fresh, onFormer, quota, reused }: UpForesight,
  isOrdered: boolean,
  waitText: WaitText,
): Fact[] {
  const ending = reused.filter(({ isEnding }) => isEnding)
  const facts: (Fact | null)[] = [
    plain('made', t(isOrdered ? 'up' : 'upTogether', { count, first, last })),
    fresh.count === 0
      ? null
      : plain('fresh', t('fresh', { count: fresh.count, size: bytesText(fresh.bytes, format) })),
    onFormer === 0 ? null : plain('former', t('onFormer', { count: onFormer })),
    ending.length === 0
      ? null
      : warn('ending', t('reusedEnding', { ...namesOf(ending), count: ending.length })),
    wait === null ? null : warn('wait', t('upWait', { pod: wait.podName, reason: waitText(wait) })),
    quota === null
      ? null
      : {
          key: 'quota',
          tone: 'stop',
          text: t('quota', { name: quota.name, most: quota.most, resource: quota.resource }),
        },
  ]
  return facts.filter((fact) => fact !== null)
}

/** How many of the former members remain, where that is no majority. */
export function majorityLostText(t: Translate, { from, stays }: Pick<Shrinking, 'from' | 'stays'>): string {
  return t('majorityLost', { from, to: stays, before: majorityOf(from) })
}

function waitFact(t: Translate, wait: DownWait, waitText: WaitText): Fact {
  const text = t(`wait_${wait.kind}`, {
    ...{ pod: wait.podName, reason: waitText(wait), other: wait.other ?? '' },
    ...{ held: namesText(wait.held), count: wait.held.length },
  })
  return warn('wait', text)
}

function budgetFacts(t: Translate, budgets: readonly BudgetEffect[], to: number): Fact[] {
  return budgets.map(({ name, allowedNow, allowedAfter }) => {
    const text =
      allowedAfter === null
        ? t('budgetShared', { name })
        : t('budget', { name, now: allowedNow, after: allowedAfter })
    const isShut = allowedAfter === 0 && to > 0
    return isShut ? warn(`budget ${name}`, text) : plain(`budget ${name}`, text)
  })
}

function autoscalerFacts(t: Translate, autoscalers: readonly AutoscalerEffect[]): Fact[] {
  return autoscalers.map(({ name, min, max, effect }) =>
    warn(`autoscaler ${name}`, t(`autoscaler_${effect}`, { name, min, max })),
  )
}

/** Who would undo it. */
export function managerFact(t: Translate, { by, name }: Manager): Fact {
  return warn(`manager ${by}`, t(`manager_${by}`, { name, hasName: name === '' ? 'no' : 'yes' }))
}

function plain(key: string, text: string): Fact {
  return { key, tone: 'plain', text }
}

function warn(key: string, text: string): Fact {
  return { key, tone: 'warn', text }
}

function namesOf(claims: readonly { readonly name: string }[]): { claims: string } {
  return { claims: namesText(claims.map(({ name }) => name)) }
}
