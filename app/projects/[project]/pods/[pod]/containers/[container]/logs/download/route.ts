import { openContainerLog, toLogResponse } from '@/lib/pods/logs'
import { containerLogSchema } from '@/lib/pods/schema'
import { recordedProjectStream } from '@/lib/route-handler'

/** What the node keeps of the log, from its beginning up to now. */
export const GET = recordedProjectStream(
  'pod:log',
  'pod:log-download',
  containerLogSchema,
  async (scope, { pod, container, previous: withPrevious, tail, since }, signal) => {
    const request = { tail, since, withPrevious, follow: false }
    return toLogResponse(await openContainerLog(scope, pod, container, request, signal))
  },
  ({ pod, container }) => ({ target: pod, details: { container } }),
)
