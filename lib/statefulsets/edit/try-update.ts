import 'server-only'
import type { ProjectScope } from '../../auth/scope.ts'
import { type FieldError, isAppError } from '../../errors.ts'
import { placeOf } from '../../kubernetes/place.ts'
import type { HorizontalPodAutoscaler, StatefulSet } from '../../kubernetes/types.ts'
import { type EditEffect, editEffects } from '../../manifests/edit-effects.ts'
import type { Unkept } from '../../manifests/kept.ts'
import { editableOf } from '../../manifests/live-text.ts'
import { readPolicy } from '../../manifests/policy.ts'
import { valueAt } from '../../manifests/read.ts'
import { same } from '../../manifests/values.ts'
import type { ObjectName } from '../../names.ts'
import { requireIdle } from '../../operations/idle.ts'
import { dryRunDeadlineMs } from '../create/dry-run.ts'
import { tryFirstPod } from '../create/try-pod.ts'
import { nearby } from '../detail/nearby.ts'
import { scalesSet } from '../replicas/foresee-around.ts'
import { foreseeEdit } from '../replicas/foresee-replicas.ts'
import type { EditForesight } from '../replicas/foresight.ts'
import { endsPods, mayLose } from '../replicas/losses.ts'
import { readForesightFacts } from '../replicas/read-foresight-facts.ts'
import type { TryUpdateInput } from '../schema.ts'
import { asObject } from './get-editable.ts'
import { type SentUpdate, sendUpdate, unkeptBy, wantedBy } from './update.ts'
import { checkUpdate } from './update-plan.ts'

export interface TriedUpdate {
  /** All complaints with path and line; empty when it could be saved now. */
  readonly fields: readonly FieldError[]
  readonly warnings: readonly string[]
  readonly unkept: readonly Unkept[]
  /** What it would bring about; empty where the cluster refuses it. */
  readonly effects: readonly EditEffect[]
  /** Which pods and claims it takes along; null where it takes none. */
  readonly foresight: EditForesight | null
}

/**
 * What the cluster would say to an edit, and what it would bring about, without changing anything. Throws as
 * `updateStatefulSet` does, but for what the cluster says of the set.
 */
export async function tryUpdate(
  scope: ProjectScope<'statefulset:edit'>,
  input: TryUpdateInput,
): Promise<TriedUpdate> {
  const { project } = scope
  await requireIdle(project, input.name)
  const { namespace } = project
  const place = placeOf(project)
  const edit = checkUpdate(input, { namespace, policy: readPolicy(project.policy) })
  const isNewTemplate = !same(templateOf(edit.base), templateOf(edit.manifest.object))
  const nothing = { fields: [], warnings: [], notes: [] }
  const [sent, pod, autoscalers] = await Promise.all([
    sendUpdate(place, input.name, edit, { dryRun: true, deadlineMs: dryRunDeadlineMs }).catch(refusal),
    isNewTemplate ? tryFirstPod(place, { manifest: edit.manifest, resource: 'statefulsets' }) : nothing,
    nearby(project.cluster, namespace).objects('horizontalpodautoscalers'),
  ])
  if ('fields' in sent) return { fields: [...sent.fields, ...pod.fields], ...silent }
  const { plan, stored } = sent
  return {
    fields: pod.fields,
    warnings: [...new Set([...sent.warnings, ...pod.warnings])],
    unkept: unkeptBy(plan, stored),
    effects: plan.operations.length === 0 ? [] : effectsOf(sent, autoscalers),
    foresight: await foreseeLoss(scope, input.name, sent),
  }
}

const silent = { warnings: [], unkept: [], effects: [], foresight: null }

/** Of what is asked for and not of what the server makes of it: consent is asked for the same. */
async function foreseeLoss(
  scope: ProjectScope<'statefulset:edit'>,
  name: ObjectName,
  { plan }: SentUpdate,
): Promise<EditForesight | null> {
  const read = plan.read as unknown as StatefulSet
  const wanted = wantedBy(plan)
  if (!endsPods(read, wanted) && !mayLose(read, wanted)) return null
  return foreseeEdit({ ...(await readForesightFacts(scope, name)), set: read }, wanted)
}

function refusal(error: unknown): { readonly fields: readonly FieldError[] } {
  const isAboutIt =
    isAppError(error) && ['cluster_invalid', 'cluster_forbidden', 'too_large'].includes(error.code)
  if (!isAboutIt || error.fields.length === 0) throw error
  return { fields: error.fields }
}

function effectsOf(
  { plan, stored }: SentUpdate,
  autoscalers: Iterable<HorizontalPodAutoscaler>,
): EditEffect[] {
  const { status } = plan.read as unknown as StatefulSet
  return editEffects(editableOf(plan.read), editableOf(asObject(stored)), {
    name: stored.metadata.name,
    isMixed: status?.currentRevision !== status?.updateRevision,
    autoscaler: [...autoscalers].find((one) => scalesSet(one, stored))?.metadata.name ?? null,
  })
}

function templateOf(object: unknown): unknown {
  return valueAt(object, ['spec', 'template'])
}
