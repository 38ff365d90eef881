import { toLogResponse } from '@/lib/pods/logs'
import { searchLogSchema } from '@/lib/pods/schema'
import { searchLog } from '@/lib/pods/search-log'
import { projectStream } from '@/lib/route-handler'

/** What is found in all that the node keeps of the log: a SearchNews a line. */
export const GET = projectStream('pod:log', searchLogSchema, async (scope, input, signal) =>
  toLogResponse(await searchLog(scope, input, signal)),
)
