import 'server-only'
import type { ProjectScope } from '../../auth/scope.ts'
import { AppError, type FieldError } from '../../errors.ts'
import { type Place, placeOf } from '../../kubernetes/place.ts'
import { type Policy, readPolicy } from '../../manifests/policy.ts'
import type { CreateStatefulSetInput } from '../schema.ts'
import { dryRun, located } from './dry-run.ts'
import { look, type Standing } from './look.ts'
import { make } from './make.ts'
import { fault, keyOf, nameTaken } from './plan.ts'
import type { Wanted } from './request-mark.ts'
import { leftBehind, type Made, takeBack } from './take-back.ts'
import { readWanted } from './wanted.ts'

export interface CreatedSet {
  readonly name: string
  readonly warnings: readonly string[]
}

/**
 * Makes the companions and then the set of a YAML text, all or nothing: the whole text is checked here, then by the
 * server without storing, then made. The same request again, at any time and however the first one ended, makes what is
 * missing and nothing twice.
 *
 * Throws `invalid` or `cluster_invalid` with a complaint by path and line; `already_exists` for the set's name, and for
 * companions that somebody else made and the person did not choose to use; `half_made` when a refusal came half-way and
 * something could not be taken back. After an answer that never came nothing is taken back: what is there is listed.
 */
export async function createStatefulSet(
  scope: ProjectScope<'statefulset:create'>,
  input: CreateStatefulSetInput,
): Promise<CreatedSet> {
  return createIn(placeOf(scope.project), input, readPolicy(scope.project.policy))
}

export async function createIn(
  place: Place,
  input: CreateStatefulSetInput,
  policy: Policy,
): Promise<CreatedSet> {
  const { skip } = input
  const { set, companions } = readWanted(place, input, policy)
  const [standing, ...beside] = await Promise.all([set, ...companions].map((one) => look(place, one)))
  const { name } = set.manifest
  // The set is made last: where it stands, this request is over.
  if (standing?.is === 'same') return { name, warnings: [] }
  const stands = companions.map((wanted, index) => ({ wanted, standing: beside[index] ?? { is: 'absent' } }))
  requireFree(standing, set, stands, skip)
  const there = stands.flatMap(({ wanted, standing: at }) =>
    at.is === 'same' ? [{ wanted, object: at.object }] : [],
  )
  const missing = stands.filter(({ standing: at }) => at.is === 'absent' || at.is === 'former')
  await takeBackFormer(place, missing)
  const wanted = [...missing.map((one) => one.wanted), set]
  await requireAgreement(place, wanted)
  return { name, warnings: await makeAll(place, wanted, there, skip) }
}

interface Stand {
  readonly wanted: Wanted
  readonly standing: Standing
}

function requireFree(
  standing: Standing | undefined,
  set: Wanted,
  stands: readonly Stand[],
  skip: readonly string[],
): void {
  const isFree = standing === undefined || standing.is === 'absent'
  const fields = [
    ...(isFree ? [] : [nameTaken(set)]),
    ...stands
      .filter(({ wanted, standing: at }) => at.is === 'foreign' && !skip.includes(keyOf(wanted.manifest)))
      .map(({ wanted }) => nameTaken(wanted)),
  ]
  if (fields.length > 0) throw new AppError('already_exists', { fields })
}

/** What an earlier try of this request left behind, and the person has changed since. */
async function takeBackFormer(place: Place, stands: readonly Stand[]): Promise<void> {
  const former = stands.flatMap(({ wanted, standing }) =>
    standing.is === 'former' ? [{ wanted, object: standing.object }] : [],
  )
  const left = await takeBack(place, former)
  if (left.length > 0) throw new AppError('half_made', { fields: left })
}

/** The cluster's, to each object, before any is made. */
async function requireAgreement(place: Place, wanted: readonly Wanted[]): Promise<void> {
  const verdicts = await Promise.all(wanted.map((one) => dryRun(place, one)))
  // One that came meanwhile is seen when it is made.
  const refused = verdicts
    .flatMap(({ refusal }) => refusal ?? [])
    .filter(({ code }) => code !== 'already_exists')
  const [first] = refused
  if (first !== undefined) throw new AppError(first.code, { fields: refused.flatMap(({ fields }) => fields) })
}

async function makeAll(
  place: Place,
  wanted: readonly Wanted[],
  there: readonly Made[],
  skip: readonly string[],
): Promise<string[]> {
  const made = [...there]
  const warnings: string[] = []
  for (const one of wanted) {
    const outcome = await make(place, one)
    if (outcome.is === 'made') {
      made.push({ wanted: one, object: outcome.object })
      warnings.push(...outcome.warnings)
      continue
    }
    const isThere = outcome.error.code === 'already_exists'
    if (isThere && skip.includes(keyOf(one.manifest))) continue
    const error = isThere ? new AppError('already_exists', { fields: [nameTaken(one)] }) : outcome.error
    if (outcome.is === 'unknown') throw inDoubt(located(one, error), one, made)
    throw undone(located(one, error), await takeBack(place, made))
  }
  return warnings
}

/** Nothing is taken back while the set may stand on it. */
function inDoubt(error: AppError, one: Wanted, made: readonly Made[]): AppError {
  const doubtful = fault(one, '', 'in_doubt', keyOf(one.manifest))
  return new AppError(error.code, {
    cause: error,
    fields: [...error.fields, doubtful, ...made.map(leftBehind)],
  })
}

function undone(error: AppError, left: readonly FieldError[]): AppError {
  if (left.length === 0) return error
  return new AppError('half_made', { cause: error, fields: [...error.fields, ...left] })
}
