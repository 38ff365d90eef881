import 'server-only'
import { z } from 'zod'
import { ordinalAfter } from '../../claim-names.ts'
import { isBelow, readStage } from '../../claim-stage.ts'
import { claimWindowOf } from '../../claim-window.ts'
import { AppError } from '../../errors.ts'
import { getCluster } from '../../kubernetes/clusters.ts'
import { patchObject } from '../../kubernetes/objects.ts'
import type { PersistentVolumeClaim, StatefulSet } from '../../kubernetes/types.ts'
import { isObjectName } from '../../names.ts'
import type { OperationKind, Run, Step } from '../../operations/kind.ts'
import { isInWindow } from '../state/facts.ts'
import { claimItems } from './grow-progress.ts'
import { leaveReplacement, moveReplacement, type ReplacementGoal, readReplacement } from './replace.ts'
import { isKnown } from './replacement.ts'
import { replacementItems } from './replacement-progress.ts'
import { templatesOf } from './volumes.ts'

const planSchema = z.object({
  /** Of the set that the person saw. */
  uid: z.string(),
  /** Template → the size that its claims and itself shall have. */
  sizes: z.record(z.string(), z.string()),
  /** Whether the set is made anew, so that its templates agree. */
  isReplaced: z.boolean(),
})
export type GrowPlan = z.infer<typeof planSchema>

/** Claims that are asked for in one step. */
const atOnce = 20

/**
 * Grows all claims of a set, follows each to its size, and makes the set anew with the larger templates. Growing comes
 * first whenever the set is there: an ordinal that was added meanwhile has a claim of the former size.
 */
export const growKind: OperationKind<'claim:grow', GrowPlan> = {
  kind: 'grow',
  permission: 'claim:grow',
  planSchema,
  step: stepGrowth,
  leave: (run) => leaveReplacement(run, toGoal(run.plan)),
}

async function stepGrowth(run: Run<GrowPlan>): Promise<Step> {
  const goal = toGoal(run.plan)
  const world = await readReplacement(run, goal)
  const set = world.set ?? world.memo?.saved
  if (set === undefined) throw new AppError('operation_overtaken')
  const claims = wantedClaims(set, world.claims, run.plan)
  const items = () => [
    ...claimItems(claims, world.pods, Date.now()),
    ...(run.plan.isReplaced ? replacementItems(world) : []),
  ]
  // Nothing of another set is grown; the move below says so.
  if (world.set !== null && isKnown(world, world.set)) {
    const small = claims.filter(
      ({ claim, to }) => isBelow(claim.spec?.resources?.requests?.storage, to) || isTooLarge(claim, to),
    )
    for (const { claim, to } of small.slice(0, atOnce)) await ask(run, claim, to)
    if (small.length > 0) return { items: items(), next: small.length > atOnce ? 'again' : 'wait' }
    const refused = claims.filter(({ claim }) => readStage(claim).isFinal)
    const growing = claims.filter(({ claim, to }) => !isGrown(claim, to) && !readStage(claim).isFinal)
    if (growing.length > 0) return { items: items(), next: 'wait' }
    if (refused.length > 0) {
      await run.report(items())
      throw refusal(refused.map(({ claim }) => claim))
    }
  }
  await run.report(items())
  const move = await moveReplacement(run, goal, world)
  return { items: items(), next: move === 'done' ? 'done' : move.startsWith('wait-') ? 'wait' : 'again' }
}

interface WantedClaim {
  readonly claim: PersistentVolumeClaim
  readonly to: string
}

/** The claims of the ordinals that the set has, with the sizes that they shall have. */
function wantedClaims(
  set: StatefulSet,
  claims: readonly PersistentVolumeClaim[],
  { sizes }: GrowPlan,
): WantedClaim[] {
  const window = claimWindowOf(set)
  return templatesOf(set).flatMap(({ name }) => {
    const to = sizes[name]
    if (to === undefined) return []
    return claims
      .map((claim) => ({
        claim,
        to,
        ordinal: ordinalAfter(`${name}-${set.metadata.name}`, claim.metadata.name),
      }))
      .filter(({ ordinal }) => ordinal !== null && isInWindow(window, ordinal))
      .sort((a, b) => (a.ordinal ?? 0) - (b.ordinal ?? 0))
  })
}

/** What the storage refused may be asked for again, smaller (KEP-1790). */
function isTooLarge(claim: PersistentVolumeClaim, to: string): boolean {
  const { stage } = readStage(claim)
  const asked = claim.spec?.resources?.requests?.storage
  return stage === 'refused' && isBelow(to, asked) && isBelow(claim.status?.capacity?.storage, to)
}

/** A volume whose file system is yet to follow has grown: the storage has taken the size. */
function isGrown(claim: PersistentVolumeClaim, to: string): boolean {
  return !isBelow(claim.status?.capacity?.storage, to) || readStage(claim).stage === 'fileSystem'
}

async function ask(run: Run<GrowPlan>, { metadata }: PersistentVolumeClaim, to: string): Promise<void> {
  const { name, uid, resourceVersion } = metadata
  if (!isObjectName(name)) return
  await run.hold()
  await patchObject(getCluster(run.cluster), 'persistentvolumeclaims', run.namespace, name, {
    metadata: { uid, resourceVersion },
    spec: { resources: { requests: { storage: to } } },
  })
}

function refusal(claims: readonly PersistentVolumeClaim[]): AppError {
  const fields = claims.map((claim) => ({
    path: claim.metadata.name,
    code: 'volume_refused',
    detail: readStage(claim).message,
  }))
  return new AppError('cluster_invalid', { fields, message: 'the storage refused to grow' })
}

export function toGoal({ uid, sizes, isReplaced }: GrowPlan): ReplacementGoal {
  const change: ReplacementGoal['change'] = (spec) => ({
    ...spec,
    volumeClaimTemplates: (spec.volumeClaimTemplates ?? []).map((template) => {
      const size = sizes[template.metadata?.name ?? '']
      if (size === undefined || !isBelow(template.spec?.resources?.requests?.storage, size)) return template
      const resources = template.spec?.resources
      const requests = { ...resources?.requests, storage: size }
      return { ...template, spec: { ...template.spec, resources: { ...resources, requests } } }
    }),
  })
  const isSatisfied = (set: StatefulSet) =>
    !isReplaced || templatesOf(set).every(({ name, size }) => !isBelow(size, sizes[name] ?? size))
  return { uid, isSatisfied, change }
}
