import { z } from 'zod'
import { projectsStream } from '@/lib/route-handler'
import { readLabels } from '@/lib/statefulsets/list/list'
import { readQuery } from '@/lib/statefulsets/list/query'

const schema = z.record(z.string(), z.string())

/** The labels of the sets in an answer, the most frequent first. */
export const GET = projectsStream('statefulset:view', schema, async (scopes, input) =>
  Response.json(readLabels(scopes, readQuery(input)), { headers: { 'Cache-Control': 'private, no-store' } }),
)
