import 'server-only'
import type { PlatformScope } from '../auth/scope.ts'
import { db } from '../db/client.ts'
import { AppError } from '../errors.ts'
import { getCluster } from '../kubernetes/clusters.ts'
import { createObject, getObject } from '../kubernetes/objects.ts'
import type { CreateProjectInput } from './schema.ts'

/**
 * Makes a project from a namespace, which is made too when asked. Throws `invalid` at the field that is wrong: a slug or
 * a namespace in use, a namespace that is not there, or is there already, or belongs to the cluster itself.
 */
export async function createProject(
  _scope: PlatformScope<'project:create'>,
  input: CreateProjectInput,
): Promise<{ slug: string }> {
  const { slug, displayName, cluster, namespace } = input
  if (namespace === 'default' || namespace.startsWith('kube-')) throw wrong('namespace', 'namespace_system')
  const [bySlug, byNamespace] = await Promise.all([
    db().project.findUnique({ where: { slug }, select: { id: true } }),
    db().project.findUnique({ where: { cluster_namespace: { cluster, namespace } }, select: { id: true } }),
  ])
  if (bySlug !== null) throw wrong('slug', 'taken')
  if (byNamespace !== null) throw wrong('namespace', 'namespace_used')
  if (input.createNamespace) await makeNamespace(input)
  else await requireNamespace(input)
  await db().project.create({ data: { slug, displayName, cluster, namespace } })
  return { slug }
}

async function makeNamespace({ cluster, namespace }: CreateProjectInput): Promise<void> {
  // Pod Security: people who may create pods here must not reach the node through them.
  const labels = {
    'pod-security.kubernetes.io/enforce': 'baseline',
    'pod-security.kubernetes.io/warn': 'baseline',
    'pod-security.kubernetes.io/audit': 'baseline',
  }
  const body = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, labels } }
  await createObject(getCluster(cluster), 'namespaces', null, body).catch((error: unknown) => {
    throw error instanceof AppError && error.code === 'already_exists'
      ? wrong('namespace', 'namespace_exists')
      : error
  })
}

async function requireNamespace({ cluster, namespace }: CreateProjectInput): Promise<void> {
  await getObject(getCluster(cluster), 'namespaces', null, namespace).catch((error: unknown) => {
    throw error instanceof AppError && error.code === 'not_found'
      ? wrong('namespace', 'namespace_missing')
      : error
  })
}

function wrong(path: string, code: string): AppError {
  return new AppError('invalid', { fields: [{ path, code }] })
}
