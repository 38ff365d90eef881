import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { requireAccess, type User, unauthorized } from '../api/access.ts'
import { badRequest, StatusError } from '../api/status.ts'
import { type Call, readBody, sendError, sendJson } from './call.ts'
import type { Context } from './context.ts'
import { discover } from './discovery.ts'
import { exec } from './exec.ts'
import { log } from './log.ts'
import { metrics } from './metrics.ts'
import { get, list } from './read.ts'
import { review } from './reviews.ts'
import { scale } from './scale.ts'
import { readTarget, type Target } from './target.ts'
import { watch } from './watch.ts'
import { create, patch, remove, replace } from './write.ts'

type Handler = (call: Call) => void | Promise<void>

/** Verbs of RBAC by method, for one object and for a collection. */
const itemVerbs: Readonly<Record<string, readonly [verb: string, Handler]>> = {
  GET: ['get', get],
  PUT: ['update', replace],
  PATCH: ['patch', patch],
  DELETE: ['delete', remove],
}
const collectionVerbs: Readonly<Record<string, readonly [verb: string, Handler]>> = {
  GET: ['list', list],
  POST: ['create', create],
}
/** What answers for a part of an object, where it is not the object itself. */
const subresources: Readonly<Record<string, Handler>> = { scale, log }

export function createApiServer(sandbox: Context): Server {
  const server = createServer((request, response) => {
    answer(sandbox, request, response).catch((error: unknown) => refuse(response, error))
  })
  server.on('upgrade', (request, socket, head) => {
    const fail = (error: unknown) => {
      const { status } = known(error)
      const body = JSON.stringify(status)
      const head = `HTTP/1.1 ${status.code} Refused\r\nContent-Type: application/json\r\nConnection: close`
      socket.end(`${head}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
    }
    socket.on('error', () => socket.destroy())
    try {
      const user = userOf(sandbox, request)
      const { target, query } = readUrl(request)
      if (target.subresource !== 'exec') throw badRequest('Upgrade request required')
      for (const verb of ['get', 'create']) requireAccess(user, { ...target, verb })
      exec({ sandbox, target, query, request, socket, head })
    } catch (error) {
      fail(error)
    }
  })
  return server
}

async function answer(sandbox: Context, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = (request.url ?? '/').replace(/\?.*$/, '')
  if (/^\/(?:readyz|healthz|livez)$/.test(path)) return void response.end('ok')
  if (sandbox.faults.meet(request, response)) return
  const user = userOf(sandbox, request)
  const kind = /^\/apis\/authorization\.k8s\.io\/v1\/(\w+)$/.exec(path)?.[1]
  if (kind !== undefined && request.method === 'POST')
    return sendJson(response, 201, review(kind, user, await readBody(request)))
  if (path.startsWith('/apis/metrics.k8s.io/')) return sendJson(response, 200, metrics(sandbox, user, path))
  if (isAboutServer(path)) return sendJson(response, 200, discover(path))
  const { target, query } = readUrl(request)
  const [verb, handler] = verbOf(request, target, query)
  requireAccess(user, { ...target, verb })
  await handler({ sandbox, user, target, query, request, response })
}

/** Throws 405. */
function verbOf(
  request: IncomingMessage,
  target: Target,
  query: URLSearchParams,
): readonly [string, Handler] {
  const isWatch = query.get('watch') === 'true' || query.get('watch') === '1'
  if (target.name === undefined && isWatch && request.method === 'GET') return ['watch', watch]
  const table = target.name === undefined ? collectionVerbs : itemVerbs
  const [verb, handler] = table[request.method ?? ''] ?? []
  if (verb === undefined || handler === undefined)
    throw new StatusError(
      405,
      'MethodNotAllowed',
      'the server does not allow this method on the requested resource',
    )
  return [verb, subresources[target.subresource ?? ''] ?? handler]
}

function isAboutServer(path: string): boolean {
  return /^\/(?:version|api|apis|api\/v1|apis\/[^/]+\/v\w+|openapi\/.*)$/.test(path)
}

/** Throws 404. */
function readUrl(request: IncomingMessage): { readonly target: Target; readonly query: URLSearchParams } {
  const url = new URL(request.url ?? '/', 'http://sandbox')
  return { target: readTarget(url.pathname), query: url.searchParams }
}

/** Throws 401. */
function userOf(sandbox: Context, request: IncomingMessage): User {
  const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
  const user = sandbox.users.get(token ?? '')
  if (user === undefined) throw unauthorized()
  return user
}

function refuse(response: ServerResponse, error: unknown): void {
  if (response.headersSent) response.destroy()
  else sendError(response, known(error))
}

function known(error: unknown): StatusError {
  if (error instanceof StatusError) return error
  return new StatusError(500, 'InternalError', `Internal error occurred: ${error}`)
}
