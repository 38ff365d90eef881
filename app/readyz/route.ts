import { checkDatabase } from '@/lib/db/client'
import { AppError } from '@/lib/errors'
import { publicRoute } from '@/lib/route-handler'

/** The database answers, so that pages can be served. */
export const GET = publicRoute(async () => {
  await checkDatabase().catch((cause: unknown) => {
    throw new AppError('database_unavailable', { cause })
  })
  return new Response('ok\n')
})
