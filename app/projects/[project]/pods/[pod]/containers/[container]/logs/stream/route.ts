import { openContainerLog, toLogResponse } from '@/lib/pods/logs'
import { containerLogSchema } from '@/lib/pods/schema'
import { projectStream } from '@/lib/route-handler'

/** The log in the form of lib/pods/log-wire.ts, for as long as there is one and the reader may read it. */
export const GET = projectStream('pod:log', containerLogSchema, async (scope, input, signal) => {
  const { pod, container, previous: withPrevious, ...start } = input
  return toLogResponse(await openContainerLog(scope, pod, container, { ...start, withPrevious }, signal))
})
