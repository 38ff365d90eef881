import NextAuth from 'next-auth'
import { remoteAddress } from '@/lib/auth/request'
import { authOptions } from './options'

type Context = { params: Promise<{ nextauth: string[] }> }

/** next-auth's own routes; it checks its own CSRF token. */
async function handler(request: Request, context: Context): Promise<Response> {
  const auth: (request: Request, context: Context) => Promise<Response> = NextAuth(
    authOptions(remoteAddress(request.headers)),
  )
  return auth(request, context)
}

export { handler as GET, handler as POST }
