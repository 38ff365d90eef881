import 'server-only'
import type { ProjectScope } from '../auth/scope.ts'
import { AppError, type FieldError } from '../errors.ts'
import { getCluster } from '../kubernetes/clusters.ts'
import { parseManifests } from '../manifests/parse.ts'
import { type Policy, readPolicy } from '../manifests/policy.ts'
import { dryRun } from './dry-run.ts'
import { look, type Place } from './look.ts'
import { keyOf, nameTaken, planCreate } from './plan.ts'
import { markRequest, type Wanted } from './request-mark.ts'
import type { CreateStatefulSetInput } from './schema.ts'
import { type TryNote, tryFirstPod } from './try-pod.ts'

export interface Tried {
  /** All complaints about all documents, with document, path and line; empty when it could be made now. */
  readonly fields: readonly FieldError[]
  /** What the server warns about, in its words. */
  readonly warnings: readonly string[]
  readonly notes: readonly TryNote[]
}

/**
 * What the cluster would say to a text, without making anything: every object and the set's first pod, all at once. Throws
 * `invalid` for a text that would not be sent, and why the cluster could not be asked.
 */
export async function tryCreate(
  { project }: ProjectScope<'statefulset:create'>,
  input: CreateStatefulSetInput,
): Promise<Tried> {
  const place = { cluster: getCluster(project.cluster), namespace: project.namespace }
  return tryIn(place, input, readPolicy(project.policy))
}

export async function tryIn(
  place: Place,
  { manifest, requestId, skip }: CreateStatefulSetInput,
  policy: Policy,
): Promise<Tried> {
  const parsed = parseManifests(manifest)
  if (!parsed.ok) throw new AppError('invalid', { fields: parsed.errors })
  const plan = planCreate(parsed.manifests, { namespace: place.namespace, policy })
  const wanted = [...plan.companions, plan.set].map((one) => markRequest(one, requestId))
  const [pod, ...objects] = await Promise.all([
    tryFirstPod(place, plan.set),
    ...wanted.map((one) => tryObject(place, one, skip)),
  ])
  return {
    fields: withoutRepeats([...objects.flatMap(({ fields }) => fields), ...pod.fields]),
    warnings: [...new Set([...objects, pod].flatMap(({ warnings }) => warnings))],
    // The pods of a set that is there are its own.
    notes: objects.at(-1)?.isThere ? [] : pod.notes,
  }
}

async function tryObject(
  place: Place,
  wanted: Wanted,
  skip: readonly string[],
): Promise<Pick<Tried, 'fields' | 'warnings'> & { readonly isThere: boolean }> {
  const [standing, verdict] = await Promise.all([look(place, wanted), dryRun(place, wanted)])
  const isThere = standing.is !== 'absent'
  const isUsed = isThere && skip.includes(keyOf(wanted.manifest))
  if (standing.is === 'same' || isUsed) return { fields: [], warnings: [], isThere }
  const isSet = wanted.resource === 'statefulsets'
  const isTaken = standing.is === 'foreign' || (standing.is === 'former' && isSet)
  const fields = [...(isTaken ? [nameTaken(wanted)] : []), ...complaints(verdict.refusal)]
  return { fields, warnings: verdict.warnings, isThere }
}

/** That it exists is seen by looking: the server may say something else first. */
function complaints(refusal: AppError | null): readonly FieldError[] {
  return refusal === null || refusal.code === 'already_exists' ? [] : refusal.fields
}

/** A server that checks templates says of the set what it says of the pod. */
function withoutRepeats(fields: readonly FieldError[]): FieldError[] {
  const known = new Map<string, FieldError>()
  for (const field of fields) {
    const key = JSON.stringify([field.document, field.path, field.code])
    if (!known.has(key)) known.set(key, field)
  }
  return [...known.values()]
}
