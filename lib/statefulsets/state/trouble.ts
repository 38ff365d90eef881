import type { Event, PersistentVolumeClaim } from '../../kubernetes/types.ts'
import { toMs } from './facts.ts'

/**
 * Why an ordinal is not there and ready. Each is a sentence under `blockers` in the messages, and a row of
 * domain knowledge: kubernetes.io/docs/tasks/debug/debug-application/debug-statefulset and the API's own reasons.
 */
export const reasons = [
  // No pod.
  'missing',
  'quota',
  'podSecurity',
  'limitRange',
  'webhook',
  'nameTooLong',
  'refused',
  'foreign',
  'claimEnding',
  // A pod without a node.
  'unschedulable',
  'gated',
  'claimPending',
  'claimLost',
  'classMissing',
  'noDefaultClass',
  // A pod on a node.
  'mount',
  'image',
  'config',
  'start',
  'crash',
  'outOfMemory',
  'probeKills',
  'initRunning',
  'startingUp',
  'starting',
  'unready',
  'readinessGate',
  'settling',
  // A pod on its way out.
  'ended',
  'evicted',
  'nodeLost',
  'nodeNotReady',
  'disrupted',
  'terminating',
  'finalizer',
  // The set itself.
  'controller',
] as const
export type Reason = (typeof reasons)[number]

/** Data for the sentence. All texts are the cluster's own and are shown as text. */
export interface TroubleFacts {
  readonly container?: string
  readonly image?: string
  readonly exitCode?: number
  readonly restarts?: number
  readonly limit?: string
  readonly node?: string
  readonly claim?: string
  readonly className?: string
  readonly name?: string
}

export interface Trouble {
  readonly reason: Reason
  readonly facts: TroubleFacts
  /** Epoch ms; 0 when the cluster does not say. */
  readonly since: number
  /**
   * How long this may last before somebody must look, in ms from `since`: 0 for what does not mend itself, more for
   * steps on the way, `Infinity` for what is as it should be.
   */
  readonly patience: number
  /** The cluster's own words; '' when there are none. */
  readonly detail: string
  /** Where the last lines before it are. */
  readonly log?: { readonly container: string; readonly previous: boolean }
}

/** A step that takes longer than this is looked at. The console's own rule: StatefulSets have no deadline. */
export const defaultPatience = 10 * 60_000
/** How long an ordinary step of the control plane may take. */
export const shortPatience = 60_000

export function trouble(
  reason: Reason,
  since: number,
  patience: number,
  more: Partial<Pick<Trouble, 'facts' | 'detail' | 'log'>> = {},
): Trouble {
  return { facts: {}, detail: '', ...more, reason, since, patience }
}

export function isFailing({ since, patience }: Trouble, now: number): boolean {
  return now - since >= patience
}

/** The newest warning of one of these reasons about one object. */
export function newestEvent(
  events: readonly Event[],
  kind: string,
  name: string,
  isMeant: (event: Event) => boolean,
): Event | undefined {
  const about = events.filter(
    ({ involvedObject }) => involvedObject.kind === kind && involvedObject.name === name,
  )
  return about.filter(isMeant).sort((a, b) => toMs(b.lastTimestamp) - toMs(a.lastTimestamp))[0]
}

/** Refusals of admission by their texts (plugin/pkg/admission, pkg/kubelet: the API gives no code for them). */
const refusals: readonly [RegExp, Reason][] = [
  [/exceeded quota|failed quota/, 'quota'],
  [/violates PodSecurity/, 'podSecurity'],
  [/(?:minimum|maximum) (?:\S+ )?usage per|limit to request ratio/, 'limitRange'],
  [/admission webhook/, 'webhook'],
  [/must be no more than 63/, 'nameTooLong'],
]

/** Why the cluster does not take a pod or claim of this ordinal. */
export function refusalTrouble(event: Event): Trouble {
  const detail = event.message ?? ''
  const reason = refusals.find(([text]) => text.test(detail))?.[1] ?? 'refused'
  // "Create Pod web-1 in StatefulSet web failed error: pods …": the controller's frame says nothing new. (Before 1.35 it
  // begins with a small letter.)
  const words = detail.replace(/^create \S+ \S+(?: for Pod \S+)? in StatefulSet \S+ failed error: /i, '')
  return trouble(reason, toMs(event.firstTimestamp), 0, { detail: words })
}

/** What is wrong with a claim, or null. */
export function claimTrouble(
  claim: PersistentVolumeClaim,
  events: readonly Event[],
  classes: { readonly names: ReadonlySet<string>; readonly hasDefault: boolean } | undefined,
): Trouble | null {
  const { name, creationTimestamp, deletionTimestamp } = claim.metadata
  const facts = { claim: name }
  if (deletionTimestamp !== undefined)
    return trouble('claimEnding', toMs(deletionTimestamp), shortPatience, { facts })
  if (claim.status?.phase === 'Lost') return trouble('claimLost', toMs(creationTimestamp), 0, { facts })
  if (claim.status?.phase !== 'Pending') return null
  const since = toMs(creationTimestamp)
  const className = claim.spec?.storageClassName
  if (classes !== undefined && className === undefined && !classes.hasDefault)
    return trouble('noDefaultClass', since, 0, { facts })
  if (classes !== undefined && className !== undefined && className !== '' && !classes.names.has(className))
    return trouble('classMissing', since, 0, { facts: { ...facts, className } })
  const event = newestEvent(events, 'PersistentVolumeClaim', name, () => true)
  const detail = event?.message ?? ''
  return trouble('claimPending', since, event === undefined ? shortPatience : 0, { facts, detail })
}
