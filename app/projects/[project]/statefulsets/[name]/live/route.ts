import { z } from 'zod'
import { listChanges } from '@/lib/audit/changes'
import { projectStream } from '@/lib/route-handler'
import { openLiveSet } from '@/lib/statefulsets/detail/live-set'
import { sectionNames } from '@/lib/statefulsets/detail/sections'
import { setNameSchema } from '@/lib/statefulsets/schema'

const schema = z.object({ name: setNameSchema, show: z.enum(sectionNames) })

/** One set and one of its sub-pages as they change. */
export const GET = projectStream('statefulset:view', schema, async (scope, { name, show }, signal) =>
  openLiveSet(scope, name, show, listChanges, signal),
)
