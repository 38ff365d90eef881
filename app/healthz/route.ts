import { publicRoute } from '@/lib/route-handler'

/** The process answers. */
export const GET = publicRoute(() => Promise.resolve(new Response('ok\n')))
