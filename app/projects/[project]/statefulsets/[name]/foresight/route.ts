import { projectStream } from '@/lib/route-handler'
import { foresee } from '@/lib/statefulsets/replicas/foresee'
import { foresightQuerySchema } from '@/lib/statefulsets/schema'

/** What an operation would do to the set as it is now. */
export const GET = projectStream('statefulset:view', foresightQuerySchema, async (scope, query) => {
  const headers = { 'Cache-Control': 'private, no-store' }
  return Response.json(await foresee(scope, query), { headers })
})
