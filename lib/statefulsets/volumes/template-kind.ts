import 'server-only'
import { z } from 'zod'
import { isBelow } from '../../claim-stage.ts'
import { AppError } from '../../errors.ts'
import { deleteObject } from '../../kubernetes/objects.ts'
import { placeOf } from '../../kubernetes/place.ts'
import type { Pod, StatefulSet } from '../../kubernetes/types.ts'
import type { ObjectName } from '../../names.ts'
import type { OperationKind, Run, Step } from '../../operations/kind.ts'
import type { ProgressItem } from '../../operations/schema.ts'
import { findHanging, type Seen, stopAt, waitsFor } from '../rollout/hanging.ts'
import { readSeen, removePod } from '../rollout/operated-set.ts'
import { windowOf } from '../state/facts.ts'
import { withFirstMode } from './access-modes.ts'
import { leaveReplacement, moveReplacement, type ReplacementGoal, readReplacement } from './replace.ts'
import { replacementItems } from './replacement-progress.ts'
import { templatesOf } from './volumes.ts'

const planSchema = z.object({
  /** Of the set that the person saw. */
  uid: z.string(),
  template: z.string(),
  size: z.string(),
  className: z.string(),
  accessMode: z.string(),
  mounts: z.array(z.object({ container: z.string(), mountPath: z.string() })),
  /** Whether pods must be made anew to get the volume. */
  isNew: z.boolean(),
})
export type TemplatePlan = z.infer<typeof planSchema>

/**
 * Makes a set anew with a claim template that was added or changed, then its pods one after the other, so that each gets
 * the new volume. The lowest comes first: the controller stops at the first pod that lacks a volume, and would not bring
 * back a higher one (pkg/controller/statefulset/stateful_set_control.go, processReplica).
 */
export const templateKind: OperationKind<'statefulset:edit', TemplatePlan> = {
  kind: 'template',
  permission: 'statefulset:edit',
  planSchema,
  step: (run) => stepTemplate(run, readSeen(run)),
  leave: (run) => leaveReplacement(run, templateGoal(run.plan)),
}

export async function stepTemplate(run: Run<TemplatePlan>, seen: Seen | null): Promise<Step> {
  const goal = templateGoal(run.plan)
  const world = await readReplacement(run, goal)
  const set = world.set ?? world.memo?.saved
  if (set === undefined) throw new AppError('operation_overtaken')
  const pods = run.plan.isNew ? wantedPods(set, world.pods) : []
  const items = [...replacementItems(world, run.plan.isNew), ...podItems(pods, run, seen)]
  await run.report(items)
  const move = await moveReplacement(run, goal, world)
  if (move !== 'done') return { items, next: move.startsWith('wait-') ? 'wait' : 'again' }
  const next = pods.find(({ pod }) => !isRenewed(pod, run))
  if (next === undefined) return { items, next: 'done' }
  if (next.pod !== undefined && !isAwaited(next, run)) {
    const { name, uid } = next.pod.metadata
    const place = placeOf(run)
    const remove = () => deleteObject(place.cluster, 'pods', place.namespace, name as ObjectName, { uid })
    await removePod(run, next.pod, remove)
    return { items, next: 'again' }
  }
  const hanging = findHanging(seen, present(pods), [next.ordinal])
  return hanging === null ? { items, next: 'wait' } : stopAt(run, items, hanging, 'pod_failing')
}

interface WantedPod {
  readonly name: string
  readonly ordinal: number
  readonly pod: Pod | undefined
}

/** The pods that the set wants, the lowest ordinal first. */
function wantedPods(set: StatefulSet, pods: readonly Pod[]): WantedPod[] {
  const byName = new Map(pods.map((pod) => [pod.metadata.name, pod]))
  const { start, count } = windowOf(set)
  return Array.from({ length: count }, (_, index) => {
    const name = `${set.metadata.name}-${start + index}`
    return { name, ordinal: start + index, pod: byName.get(name) }
  })
}

function present(pods: readonly WantedPod[]): { readonly ordinal: number; readonly pod: Pod }[] {
  return pods.flatMap(({ ordinal, pod }) => (pod === undefined ? [] : [{ ordinal, pod }]))
}

/** On its way: away, ending, or starting with its volume. */
function isAwaited({ pod }: WantedPod, run: Run<TemplatePlan>): boolean {
  return pod === undefined || pod.metadata.deletionTimestamp !== undefined || !hasLackOf(pod, run)
}

/** A pod that was made before the template was. */
function hasLackOf({ metadata, spec }: Pod, { plan }: Run<TemplatePlan>): boolean {
  const claim = `${plan.template}-${metadata.name}`
  return !(spec?.volumes ?? []).some(
    ({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName === claim,
  )
}

function isRenewed(pod: Pod | undefined, run: Run<TemplatePlan>): boolean {
  if (pod === undefined || pod.metadata.deletionTimestamp !== undefined || hasLackOf(pod, run)) return false
  return pod.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false
}

function podItems(pods: readonly WantedPod[], run: Run<TemplatePlan>, seen: Seen | null): ProgressItem[] {
  const at = pods.findIndex(({ pod }) => !isRenewed(pod, run))
  return pods.map((one, index): ProgressItem => {
    const item = { key: 'pod', values: { name: one.name } }
    if (isRenewed(one.pod, run)) return { ...item, state: 'done' }
    return index === at && isAwaited(one, run)
      ? { ...item, state: 'running', detail: waitsFor(seen, present(pods), one) }
      : { ...item, state: 'waiting' }
  })
}

export function templateGoal(plan: TemplatePlan): ReplacementGoal {
  const { uid, template, size, className, accessMode, mounts } = plan
  const change: ReplacementGoal['change'] = (spec) => {
    const templates = spec.volumeClaimTemplates ?? []
    const others = templates.map((one) => (one.metadata?.name === template ? changed(one, plan) : one))
    const isThere = templates.some((one) => one.metadata?.name === template)
    const pod = spec.template.spec
    const containers = pod?.containers.map((container) => {
      const own = mounts.filter((mount) => mount.container === container.name)
      if (own.length === 0) return container
      const added = own.map(({ mountPath }) => ({ name: template, mountPath }))
      return { ...container, volumeMounts: [...(container.volumeMounts ?? []), ...added] }
    })
    const isMounted = !isThere && pod !== undefined && containers !== undefined
    return {
      ...spec,
      volumeClaimTemplates: isThere
        ? others
        : [...templates, changed({ metadata: { name: template } }, plan)],
      ...(isMounted ? { template: { ...spec.template, spec: { ...pod, containers } } } : {}),
    }
  }
  const isSatisfied = (set: StatefulSet) =>
    templatesOf(set).some(
      (one) =>
        one.name === template &&
        !isBelow(one.size, size) &&
        !isBelow(size, one.size) &&
        one.className === className &&
        one.accessModes[0] === accessMode,
    )
  return { uid, isSatisfied, change }
}

type ClaimTemplate = NonNullable<NonNullable<StatefulSet['spec']>['volumeClaimTemplates']>[number]

/** Size, class and first access mode as they are wanted; all else of the template stays: it may be raw, labelled, seeded. */
function changed(one: ClaimTemplate, { size, className, accessMode }: TemplatePlan): ClaimTemplate {
  const { storageClassName, accessModes = [], resources, ...rest } = one.spec ?? {}
  // '' in a template is no class on purpose, and not the default one.
  const wantedClass = className === '' && storageClassName === '' ? '' : className || undefined
  return {
    ...one,
    spec: {
      ...rest,
      accessModes: [...withFirstMode(accessModes, accessMode)],
      resources: { ...resources, requests: { ...resources?.requests, storage: size } },
      ...(wantedClass === undefined ? {} : { storageClassName: wantedClass }),
    },
  }
}
