import { projectStream } from '@/lib/route-handler'
import { readPreflight } from '@/lib/statefulsets/create/preflight'
import { preflightQuerySchema } from '@/lib/statefulsets/schema'

/**
 * What the cluster says about a draft, as JSON. A read and not an action: actions of a page wait for each other, and
 * saving must not wait for the cluster.
 */
export const GET = projectStream('statefulset:create', preflightQuerySchema, async (scope, { draft }) => {
  const headers = { 'Cache-Control': 'private, no-store' }
  return Response.json(await readPreflight(scope, draft), { headers })
})
