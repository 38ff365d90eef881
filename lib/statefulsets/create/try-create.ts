import 'server-only'
import type { ProjectScope } from '../../auth/scope.ts'
import type { AppError, FieldError } from '../../errors.ts'
import { type Place, placeOf } from '../../kubernetes/place.ts'
import { type Policy, readPolicy } from '../../manifests/policy.ts'
import type { CreateStatefulSetInput } from '../schema.ts'
import { dryRun } from './dry-run.ts'
import { look } from './look.ts'
import { keyOf, nameTaken } from './plan.ts'
import type { Wanted } from './request-mark.ts'
import { type TryNote, tryFirstPod } from './try-pod.ts'
import { readWanted } from './wanted.ts'

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
  scope: ProjectScope<'statefulset:create'>,
  input: CreateStatefulSetInput,
): Promise<Tried> {
  return tryIn(placeOf(scope.project), input, readPolicy(scope.project.policy))
}

export async function tryIn(place: Place, input: CreateStatefulSetInput, policy: Policy): Promise<Tried> {
  const { set, companions } = readWanted(place, input, policy)
  const [pod, ...objects] = await Promise.all([
    tryFirstPod(place, set),
    ...[...companions, set].map((one) => tryObject(place, one, input.skip)),
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
