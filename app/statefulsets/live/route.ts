import { z } from 'zod'
import { AppError } from '@/lib/errors'
import { projectsStream } from '@/lib/route-handler'
import { openLiveList } from '@/lib/statefulsets/list/live'
import { readQuery } from '@/lib/statefulsets/list/query'

const schema = z.record(z.string(), z.string())

/** The list as it changes: the page of `?…` (as in the list's address), from `since` on. */
export const GET = projectsStream('statefulset:view', schema, async (scopes, input, signal) => {
  const query = readQuery(input)
  const isTheirs = query.project === '' || scopes.some(({ project }) => project.slug === query.project)
  if (!isTheirs) throw new AppError('not_found')
  return openLiveList(scopes, query, input.since ?? '', signal)
})
