import 'server-only'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { isOwnOrigin } from './auth/request.ts'
import { requireProjectByCookie } from './auth/scope.ts'
import { takeTicket } from './auth/tickets.ts'
import { readSessionClaims, sessionCookie, sessionName } from './auth/token.ts'
import { toDatabaseError } from './db/errors.ts'
import { AppError, toAppError } from './errors.ts'
import { log } from './log.ts'
import type { TakeUpgrade } from './process-hooks.ts'
import { startShell, startUpload } from './socket-work.ts'
import { maxFrameBytes, socketPath, subprotocol } from './terminals/protocol.ts'
import { Registry } from './terminals/registry.ts'
import { purposeSchema } from './terminals/schema.ts'
import type { ShellTimes } from './terminals/shell.ts'
import type { UploadTimes } from './terminals/upload.ts'
import { closeCodes, showShell, tell } from './terminals/viewer.ts'

/** How many may be at the door at once. */
const maxOpening = 100

/** What a request for a socket proved. */
interface Proof {
  readonly owner: { readonly userId: string; readonly session: string }
  readonly cookie: string
  /** Brought by the second subprotocol: `ticket.<token>`, or `resume.<token>.<offset>`. */
  readonly word: readonly string[]
}

interface Options {
  /** The origin of the address that people type, where it is configured. */
  readonly publicOrigin: string | null
  readonly times?: Partial<ShellTimes>
  readonly uploadTimes?: Partial<UploadTimes>
}

/**
 * Sockets, as server.ts hands them over: none is opened but at the one path, from our own pages, by somebody who is
 * logged in and brings a ticket (or comes back to their own shell), and may use a terminal in that project, now and
 * every few seconds while it is open.
 */
export function makeUpgradeHandler({ publicOrigin, times, uploadTimes }: Options) {
  const registry = new Registry()
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: maxFrameBytes,
    perMessageDeflate: false,
    clientTracking: true,
    handleProtocols: () => subprotocol,
  })
  let opening = 0

  const takeUpgrade: TakeUpgrade = (request, socket, head) => {
    if (opening >= maxOpening) return refuse(socket, 503)
    opening++
    open(request, socket, head)
      .catch((thrown: unknown) => {
        const error = toAppError(toDatabaseError(thrown))
        if (error.code === 'unexpected') log.error({ error }, 'upgrade failed')
        refuse(socket, error.status)
      })
      .finally(() => {
        opening--
      })
  }

  async function open(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const proof = await proveUpgrade(request, publicOrigin)
    const [kind, token = '', offset = '0'] = proof.word
    if (kind === 'ticket') {
      const ticket = await takeTicket(token, proof.cookie)
      const scope = await requireProjectByCookie(proof.cookie, ticket.slug, 'pod:terminal')
      const purpose = purposeSchema.parse(ticket.purpose)
      const prove = () => requireProjectByCookie(proof.cookie, ticket.slug, 'pod:terminal')
      const opener = { scope, owner: proof.owner, prove }
      server.handleUpgrade(request, socket, head, (opened) => {
        if (purpose.kind === 'shell') startShell(opened, opener, purpose, registry, times)
        else startUpload(opened, opener, purpose, uploadTimes)
      })
      return
    }
    const found = registry.find(token, proof.owner)
    if (found !== null) await requireProjectByCookie(proof.cookie, found.slug, 'pod:terminal')
    server.handleUpgrade(request, socket, head, (opened) => {
      opened.on('error', () => opened.terminate())
      if (found === null) {
        tell(opened, { type: 'gone' })
        return opened.close(closeCodes.ended)
      }
      found.shell.prove = () => requireProjectByCookie(proof.cookie, found.slug, 'pod:terminal')
      showShell(opened, found.shell, Number(offset))
    })
  }

  function closeSockets(): void {
    registry.endAll('stopping')
    for (const socket of server.clients) socket.close(1012)
    // One that does not answer would keep the process.
    setTimeout(() => {
      for (const socket of server.clients) socket.terminate()
    }, 2000).unref()
  }

  return {
    takeUpgrade,
    closeSockets,
    endShells: () => registry.endAll('closed'),
    count: () => ({ shells: registry.size, sockets: server.clients.size }),
  }
}

/** Throws `not_found`, `forbidden` or `unauthenticated`. */
async function proveUpgrade(request: IncomingMessage, publicOrigin: string | null): Promise<Proof> {
  if (request.url !== socketPath || request.method !== 'GET') throw new AppError('not_found')
  if (!isOwnOrigin(request.headers, publicOrigin))
    throw new AppError('forbidden', { message: 'socket from another origin' })
  const offered = String(request.headers['sec-websocket-protocol'] ?? '').split(/, */)
  const [protocol, word = '', ...more] = offered
  const isOurs = protocol === subprotocol && more.length === 0 && /^(?:ticket|resume)\.[\w-]{43}/.test(word)
  if (!isOurs) throw new AppError('forbidden', { message: 'socket without a ticket' })
  const cookie = readCookie(request.headers.cookie, sessionCookie().name)
  const claims = await readSessionClaims(cookie)
  if (claims === null || cookie === undefined) throw new AppError('unauthenticated')
  return { owner: { userId: claims.sub, session: sessionName(claims) }, cookie, word: word.split('.') }
}

/** The first of this name. What is malformed is no cookie. */
function readCookie(header: string | undefined, name: string): string | undefined {
  const pairs = (header ?? '').split(';').map((pair) => pair.trim())
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1)
}

const reasons: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  503: 'Service Unavailable',
}

function refuse(socket: Duplex, status: number): void {
  const line = `HTTP/1.1 ${status} ${reasons[status] ?? 'Refused'}`
  socket.end(`${line}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => socket.destroy())
}
