import { randomBytes } from 'node:crypto'
import { type NextRequest, NextResponse } from 'next/server'
import { readSessionClaims, renewSessionCookie, sessionCookie } from './lib/auth/token.ts'
import { env } from './lib/env.ts'
import { routes } from './lib/routes.ts'

/**
 * Before each page: a nonce for the content security policy, the way to the login for whoever has no session, and a
 * fresh cookie for whoever is active. A convenience: who may see what is decided by the page itself.
 */
export default async function proxy(request: NextRequest): Promise<NextResponse> {
  const { pathname, search } = request.nextUrl
  const cookie = request.cookies.get(sessionCookie().name)?.value
  const claims = await readSessionClaims(cookie)
  const isPublic = /^\/(?:login|join\/[^/]+|api\/auth\/.*|healthz|readyz|metrics)$/.test(pathname)
  if (claims === null && !isPublic && request.method === 'GET') {
    const callback = pathname === '/' ? undefined : `${pathname}${search}`
    return NextResponse.redirect(new URL(routes.login(callback), request.nextUrl), 307)
  }

  const nonce = randomBytes(16).toString('base64')
  const policy = contentSecurityPolicy(nonce)
  const headers = new Headers(request.headers)
  headers.set('x-nonce', nonce)
  headers.set('x-ordinal-path', `${pathname}${search}`)
  headers.set('Content-Security-Policy', policy)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('Content-Security-Policy', policy)
  // The editor's schema is large and the same for days; its route says how it is kept.
  if (!pathname.endsWith('/new-statefulset/schema'))
    response.headers.set('Cache-Control', 'private, no-store')

  const isStream = /\/(?:stream|live|download)$/.test(pathname)
  const renewed = claims === null || isStream ? null : await renewSessionCookie(claims)
  if (renewed !== null) response.cookies.set(sessionCookie().name, renewed, sessionCookie().options)
  return response
}

function contentSecurityPolicy(nonce: string): string {
  const isDevelopment = env.NODE_ENV === 'development'
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    // Mantine sets style attributes, which no nonce can cover.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}

export const config = {
  matcher: ['/((?!_next/static|_next/image|icon.svg).*)'],
}
