import { AppError } from '@/lib/errors'
import { publicRoute } from '@/lib/route-handler'
import { readPicture } from '../../../read-chapter'

/** A picture of the user guide. */
export const GET = publicRoute(async (request) => {
  const [locale = '', name = ''] = new URL(request.url).pathname.split('/').slice(-2)
  const picture = await readPicture(locale, name)
  if (picture === null) throw new AppError('not_found')
  return new Response(new Uint8Array(picture), { headers: { 'Content-Type': 'image/png' } })
})
