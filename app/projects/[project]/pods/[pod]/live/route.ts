import { z } from 'zod'
import { openLivePod } from '@/lib/pods/live-pod'
import { podNameSchema } from '@/lib/pods/schema'
import { projectStream } from '@/lib/route-handler'
import { readPodState } from '@/lib/statefulsets/detail/pod-state'

const schema = z.object({ pod: podNameSchema })

/** One pod as it changes. */
export const GET = projectStream('pod:view', schema, async (scope, { pod: name }, signal) =>
  openLivePod(scope, name, (pod) => readPodState(scope, pod), signal),
)
