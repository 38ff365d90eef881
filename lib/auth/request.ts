import 'server-only'
import type { IncomingHttpHeaders } from 'node:http'
import { AppError } from '../errors.ts'

interface HeaderReader {
  get(name: string): string | null
}

/**
 * Throws `forbidden` unless the browser says that this request comes from one of our own pages. Next lets a request
 * without an Origin through; here one of the two headers that a page cannot forge must be there, and none may object.
 */
export function requireSameOrigin(headers: HeaderReader): void {
  const site = headers.get('sec-fetch-site')
  const origin = headers.get('origin')
  const host = headers.get('host')
  const isForeignSite = site !== null && site !== 'same-origin' && site !== 'none'
  const isForeignOrigin = origin !== null && hostOf(origin) !== host
  const saysNothing = site === null && origin === null
  if (isForeignSite || isForeignOrigin || saysNothing) {
    throw new AppError('forbidden', { message: 'request from another origin' })
  }
}

/**
 * Whether a socket is opened by one of our own pages: browsers send the Origin of the page with each upgrade, and ask
 * nobody before they do (no CORS). With a configured address it must be that one, to the letter.
 */
export function isOwnOrigin(headers: IncomingHttpHeaders, configured: string | null): boolean {
  const { origin, host } = headers
  return origin !== undefined && origin === (configured ?? `http://${host}`)
}

/** The address of the other end as server.ts saw it; what a client sends under this name is overwritten there. */
export function remoteAddress(headers: HeaderReader): string {
  return headers.get('x-ordinal-address') ?? 'unknown'
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null
}
