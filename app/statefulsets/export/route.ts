import { z } from 'zod'
import { projectsStream } from '@/lib/route-handler'
import { exportList } from '@/lib/statefulsets/list/export'
import { readQuery } from '@/lib/statefulsets/list/query'

const schema = z.record(z.string(), z.string())

/** The whole filtered list as a file: `?format=json`, else CSV. */
export const GET = projectsStream('statefulset:view', schema, async (scopes, input) =>
  exportList(scopes, readQuery(input), input.format === 'json' ? 'json' : 'csv'),
)
