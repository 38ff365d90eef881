import 'server-only'
import type { ProjectScope } from '../auth/scope.ts'
import { AppError } from '../errors.ts'
import type { Cluster } from '../kubernetes/cluster.ts'
import { getCluster } from '../kubernetes/clusters.ts'
import { createObject, deleteObject } from '../kubernetes/objects.ts'
import type { Service } from '../kubernetes/types.ts'
import { log } from '../log.ts'
import { type Manifest, parseManifests } from '../manifests/parse.ts'
import { isObjectName } from '../names.ts'
import { type CreatePlan, planCreate } from './plan.ts'
import type { CreateStatefulSetInput } from './schema.ts'

export interface CreatedSet {
  readonly name: string
  readonly warnings: readonly string[]
}

/**
 * Makes the Services and then the set of a YAML text, all or nothing: the whole text is checked here, then by the
 * server without storing, then made; when the set is refused after all, the Services of this call are taken back.
 * Throws `invalid` or `cluster_invalid` with a complaint by path and line, `already_exists` with the object's path.
 */
export async function createStatefulSet(
  scope: ProjectScope<'statefulset:create'>,
  input: CreateStatefulSetInput,
): Promise<CreatedSet> {
  const parsed = parseManifests(input.manifest)
  if (!parsed.ok) throw new AppError('invalid', { fields: parsed.errors })
  const plan = planCreate(parsed.manifests, scope.project.namespace)
  await create(scope, plan, true)
  return create(scope, plan, false)
}

async function create(
  scope: ProjectScope<'statefulset:create'>,
  { set, services }: CreatePlan,
  dryRun: boolean,
): Promise<CreatedSet> {
  const { namespace } = scope.project
  const cluster = getCluster(scope.project.cluster)
  const made: Service[] = []
  try {
    const warnings: string[] = []
    for (const service of services) {
      const answer = await located(
        service,
        createObject(cluster, 'services', namespace, service.object, { dryRun }),
      )
      made.push(answer.value)
      warnings.push(...answer.warnings)
    }
    const answer = await located(
      set,
      createObject(cluster, 'statefulsets', namespace, set.object, { dryRun }),
    )
    return { name: answer.value.metadata.name, warnings: [...warnings, ...answer.warnings] }
  } catch (error) {
    if (!dryRun) await takeBack(cluster, scope, made)
    throw error
  }
}

async function takeBack(cluster: Cluster, scope: ProjectScope, services: readonly Service[]): Promise<void> {
  for (const { metadata } of services) {
    if (!isObjectName(metadata.name)) continue
    await deleteObject(cluster, 'services', scope.project.namespace, metadata.name, {
      uid: metadata.uid,
    }).catch((error: unknown) =>
      log.error({ error, service: metadata.name }, 'a Service could not be taken back'),
    )
  }
}

/** Adds to each complaint of the server the line of the text that it is about. */
async function located<T>(manifest: Manifest, call: Promise<T>): Promise<T> {
  try {
    return await call
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const fields =
      error.code === 'already_exists'
        ? [{ path: 'metadata.name', code: 'taken', detail: `${manifest.kind} ${manifest.name}` }]
        : error.fields
    throw new AppError(error.code, {
      cause: error,
      fields: fields.map((field) => ({ ...field, line: manifest.lineOf(field.path) })),
      ...(error.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: error.retryAfterSeconds }),
    })
  }
}
