import 'server-only'
import { db } from '../db/client.ts'
import { getCluster } from '../kubernetes/clusters.ts'
import { listObjects } from '../kubernetes/objects.ts'

/**
 * Before there is anybody, a project for each namespace of a sandbox, so that the first administrator has something to
 * look at. Later it is left as people made it.
 */
export async function makeExampleProjects(cluster: string): Promise<void> {
  const [users, projects] = await Promise.all([db().user.count(), db().project.count()])
  if (users > 0 || projects > 0) return
  const namespaces = await listObjects(getCluster(cluster), 'namespaces', null)
  const names = namespaces
    .map(({ metadata }) => metadata.name)
    .filter((name) => name !== 'default' && !name.startsWith('kube-'))
  await db().project.createMany({
    data: names.map((name) => ({
      ...{ slug: name, cluster, namespace: name },
      displayName: `${name.charAt(0).toUpperCase()}${name.slice(1)}`,
    })),
  })
}
