'use client'

import { useFormatter, useTranslations } from 'next-intl'
import type {
  DownForesight,
  ReplicasForesight,
  UpForesight,
  Waiting,
} from '@/lib/statefulsets/replicas/foresight'
import { bytesText } from '../bytes-text'
import { namesText } from './names-text'

/** One sentence of what will happen. `warn` is worth a second thought, `stop` keeps it from being asked for. */
export interface Fact {
  readonly key: string
  readonly tone: 'plain' | 'warn' | 'stop'
  readonly text: string
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
  const { operation, from, to, isNoted, isOrdered, down, up } = foresight
  const plain = (key: string, text: string): Fact => ({ key, tone: 'plain', text })
  return [
    ...(operation === 'start' && up !== null
      ? [plain('noted', t(isNoted ? 'startNoted' : 'startUnnoted', { to }))]
      : []),
    ...(from === to ? [plain('same', t(`${operation}Same`, { to }))] : []),
    ...(down === null ? [] : downFacts(t, down, isOrdered, from, to, wait)),
    ...(operation === 'stop' && down !== null ? [plain('notes', t('stopNotes', { from }))] : []),
    ...(up === null ? [] : upFacts(t, format, up, isOrdered, wait)),
    ...aroundFacts(t, foresight),
  ]
}

/** `not ready`: why a pod is not as it should be. */
export function useWaitText(): WaitText {
  const reasons = useTranslations('reasons')
  const states = useTranslations('ordinals')
  return ({ reason, state }) => (reason === null ? states(state) : reasons(reason))
}

function downFacts(
  t: Translate,
  { leaving, wait, readyAfter }: DownForesight,
  isOrdered: boolean,
  from: number,
  to: number,
  waitText: WaitText,
): Fact[] {
  const pods = leaving.filter(({ state }) => state !== 'missing').map(({ podName }) => podName)
  const claims = leaving.flatMap((one) => one.claims)
  const kept = claims.filter(({ fate, heldBy }) => fate === 'kept' && heldBy === null)
  const before = Math.floor(from / 2) + 1
  const after = Math.floor(to / 2) + 1
  const facts: (Fact | null)[] = [
    plain('order', t(isOrdered ? 'order' : 'together', { count: pods.length, pods: namesText(pods) })),
    kept.length === 0 ? null : plain('kept', t('claimsKept', { ...namesOf(kept), count: kept.length })),
    ...claims.map(({ name, heldBy }) =>
      heldBy === null ? null : plain(`held ${name}`, t('claimHeld', { name, owner: heldBy })),
    ),
    to === 0 || from < 3 ? null : plain('majority', t('majority', { from, to, before, after })),
    to === 0 || from < 3 || to >= before ? null : warn('lost', t('majorityLost', { from, to, before })),
    readyAfter === to ? null : warn('ready', t('readyAfter', { ready: readyAfter, to })),
    wait === null
      ? null
      : warn(
          'wait',
          t(`wait_${wait.kind}`, {
            ...{ pod: wait.podName, reason: waitText(wait), other: wait.other ?? '' },
            ...{ held: namesText(wait.held), count: wait.held.length },
          }),
        ),
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

function aroundFacts(t: Translate, { budgets, autoscalers, managers, from, to }: ReplicasForesight): Fact[] {
  if (from === to) return []
  return [
    ...budgets.map(({ name, allowedNow, allowedAfter }) => {
      const text =
        allowedAfter === null
          ? t('budgetShared', { name })
          : t('budget', { name, now: allowedNow, after: allowedAfter })
      const isShut = allowedAfter === 0 && to > 0
      return isShut ? warn(`budget ${name}`, text) : plain(`budget ${name}`, text)
    }),
    ...autoscalers.map(({ name, min, max, effect }) =>
      warn(`autoscaler ${name}`, t(`autoscaler_${effect}`, { name, min, max })),
    ),
    ...managers.map(({ by, name }) =>
      warn(`manager ${by}`, t(`manager_${by}`, { name, hasName: name === '' ? 'no' : 'yes' })),
    ),
  ]
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
