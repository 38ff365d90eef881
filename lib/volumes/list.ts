import 'server-only'
import type { ProjectScope } from '../auth/scope.ts'
import { AppError } from '../errors.ts'
import { getCluster } from '../kubernetes/clusters.ts'
import type { ProjectClaim } from './row.ts'
import { watchedClaims } from './watched-claims.ts'

/** All claims of the project: whose they are, and who uses them. Throws why the cluster cannot say. */
export async function listClaims({
  project: { cluster, namespace },
}: ProjectScope<'claim:view'>): Promise<readonly ProjectClaim[]> {
  getCluster(cluster)
  const watched = watchedClaims(cluster, namespace)
  await watched.loaded()
  const { heardAt, code } = watched.hearing
  if (heardAt === null) throw new AppError(code ?? 'cluster_timeout')
  return watched.rows()
}
