import { openContainerLog } from '@/lib/pods/logs'
import { containerLogSchema } from '@/lib/pods/schema'
import { projectStream } from '@/lib/route-handler'

/** The log as text, for as long as the container runs and the reader may read. */
export const GET = projectStream('pod:log', containerLogSchema, async (scope, input, signal) => {
  const body = await openContainerLog(scope, input, signal)
  const headers = {
    'Content-Type': 'text/plain; charset=utf-8',
    'Cache-Control': 'private, no-store',
    // Compression would hold lines back.
    'Content-Encoding': 'identity',
    'X-Accel-Buffering': 'no',
  }
  return new Response(body, { headers })
})
