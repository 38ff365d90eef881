import { z } from 'zod'
import { projectStream } from '@/lib/route-handler'
import { openLiveClaims } from '@/lib/volumes/live-claims'

/** All claims of the project as they change. */
export const GET = projectStream('claim:view', z.object({}), async (scope, _, signal) =>
  openLiveClaims(scope, signal),
)
