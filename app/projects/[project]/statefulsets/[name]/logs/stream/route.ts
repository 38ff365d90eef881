import { openSetLog, toLogResponse } from '@/lib/pods/logs'
import { setLogSchema } from '@/lib/pods/schema'
import { projectStream } from '@/lib/route-handler'
import { followSetPods } from '@/lib/statefulsets/detail/set-pods'

/** The logs of all pods of a set as one, for as long as the reader may read them. */
export const GET = projectStream('pod:log', setLogSchema, async (scope, input, signal) => {
  const { name, previous: withPrevious, ...start } = input
  const pods = await followSetPods(scope, name)
  return toLogResponse(openSetLog(scope, pods, { ...start, withPrevious }, signal))
})
