import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { parse } from 'yaml'
import type { User } from '../api/access.ts'
import { badRequest, type StatusError } from '../api/status.ts'
import type { Context } from './context.ts'
import type { Target } from './target.ts'

/** One request, as its handler sees it. */
export interface Call {
  readonly sandbox: Context
  readonly user: User
  readonly target: Target
  readonly query: URLSearchParams
  readonly request: IncomingMessage
  readonly response: ServerResponse
}

/** kubectl sends YAML, too. Throws 400. */
export async function readBody(request: IncomingMessage): Promise<unknown> {
  const body = await text(request)
  if (body === '') return {}
  try {
    return /yaml/.test(request.headers['content-type'] ?? '') ? parse(body) : JSON.parse(body)
  } catch {
    throw badRequest("the object provided is unrecognized: couldn't get version/kind; json parse error")
  }
}

export function sendJson(
  response: ServerResponse,
  code: number,
  body: object,
  warnings: readonly string[] = [],
): void {
  const headers = warnings.map((text) => `299 - "${text.replace(/["\\]/g, '\\$&')}"`)
  if (headers.length > 0) response.setHeader('warning', headers)
  response.writeHead(code, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}

export function sendError(response: ServerResponse, { status, retryAfter }: StatusError): void {
  if (retryAfter !== undefined) response.setHeader('retry-after', String(retryAfter))
  sendJson(response, status.code ?? 500, status)
}
