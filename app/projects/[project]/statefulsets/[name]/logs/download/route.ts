import { openSetLog, toLogResponse } from '@/lib/pods/logs'
import { setLogSchema } from '@/lib/pods/schema'
import { recordedProjectStream } from '@/lib/route-handler'
import { followSetPods } from '@/lib/statefulsets/detail/set-pods'

/** What the nodes keep of the logs of all pods of a set, up to now, by time. */
export const GET = recordedProjectStream(
  'pod:log',
  'pod:log-download',
  setLogSchema,
  async (scope, { name, containers, previous: withPrevious, tail, since }, signal) => {
    const pods = await followSetPods(scope, name)
    const request = { tail, since, containers, withPrevious, follow: false }
    return toLogResponse(openSetLog(scope, pods, request, signal))
  },
  ({ name, containers }) => ({ target: name, details: { containers: containers.join(',') } }),
)
