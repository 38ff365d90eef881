import { collectDefaultMetrics, Registry } from 'prom-client'
import { requireMetricsToken } from '@/lib/auth/metrics-token'
import { publicRoute } from '@/lib/route-handler'
import { registerSetMetrics } from '@/lib/statefulsets/list/metrics'

const registry = new Registry()
collectDefaultMetrics({ register: registry })
registerSetMetrics(registry)

/** For Prometheus: the process, how well the clusters are heard, the states of the sets. */
export const GET = publicRoute(async (request) => {
  requireMetricsToken(request.headers.get('authorization'))
  return new Response(await registry.metrics(), { headers: { 'Content-Type': registry.contentType } })
})
