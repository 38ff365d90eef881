import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setFlagsFromString } from 'node:v8'
import { inEnglish } from './lib/english.ts'
import type { Env } from './lib/env.ts'
import { processHooks } from './lib/process-hooks.ts'
import { readOrMakeSecret } from './lib/secrets.ts'
import { makeStaticFiles } from './lib/static-files.ts'
import { explain } from './scripts/failure.mjs'

/** How long requests may go on after a signal to stop, in milliseconds. */
const graceMs = 20_000

const isDevelopment = process.argv.includes('--dev')

// Left to itself, V8 lets the garbage of a few hundred requests grow to twice of what a large cluster takes before it
// collects any: half as much again is memory better spent.
setFlagsFromString('--heap-growing-percent=50')

/** lib/env.ts is loaded here, so that a wrong setting is a sentence and not a failed import. */
async function configure(): Promise<Env> {
  const { env } = await import('./lib/env.ts')
  process.env.NEXTAUTH_SECRET = env.NEXTAUTH_SECRET ?? readOrMakeSecret(env.ORDINAL_DATA)
  process.env.NEXTAUTH_URL = env.NEXTAUTH_URL ?? `http://localhost:${env.PORT ?? 3000}`
  return env
}

async function main(): Promise<void> {
  const env = await configure()
  const { default: next } = await import('next')
  const port = env.PORT ?? 3000
  // Next would take every upgrade of the server that it finds, too, and forward those with an absolute address
  // (CVE-2026-44578): it is given one that never listens.
  const app = next({ dev: isDevelopment, hostname: 'localhost', port, httpServer: createServer() })
  const hooks = processHooks()
  hooks.publicOrigin = env.NEXTAUTH_URL === undefined ? null : new URL(env.NEXTAUTH_URL).origin
  await app.prepare()
  const { setupLink, clusterTrouble, takeUpgrade, closeSockets, shutDown } = await hooks.started.promise
  const handle = app.getRequestHandler()
  const isHttps = process.env.NEXTAUTH_URL?.startsWith('https://') ?? false

  const sendStatic = isDevelopment ? () => false : makeStaticFiles('.next')

  const server = createServer({ headersTimeout: 10_000, requestTimeout: 60_000 }, (request, response) => {
    if (!isOrdinary(request)) {
      response.writeHead(400, { Connection: 'close' }).end()
      return
    }
    setSecurityHeaders(response, isHttps)
    if (sendStatic(request, response)) return
    setTrustedHeaders(request, env.ORDINAL_TRUST_PROXY)
    handle(request, response).catch((error: unknown) => {
      console.error(error)
      if (!response.headersSent) response.writeHead(500)
      response.end()
    })
  })
  const upgrade = isDevelopment ? app.getUpgradeHandler() : undefined
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy())
    if (upgrade !== undefined && request.url?.startsWith('/_next/'))
      upgrade(request, socket, head).catch(() => socket.destroy())
    else if (isOrdinary(request)) takeUpgrade(request, socket, head)
    else socket.destroy()
  })
  server.on('clientError', (_error, socket) => socket.destroy())
  server.on('error', (error: NodeJS.ErrnoException) => {
    fail(explain(Object.assign(error, { port })))
  })
  server.listen(port, env.HOST ?? '0.0.0.0', () => {
    announce((server.address() as AddressInfo).port, setupLink)
    void clusterTrouble.then((trouble) => {
      if (trouble !== null) console.error(`The cluster cannot be used yet: ${inEnglish(trouble)}`)
    })
  })

  let isStopping = false
  const stop = () => {
    if (isStopping) return
    isStopping = true
    const end = () => {
      shutDown().then(
        () => process.exit(0),
        () => process.exit(1),
      )
    }
    server.close(end)
    closeSockets()
    server.closeIdleConnections()
    setTimeout(() => server.closeAllConnections(), graceMs).unref()
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
}

/** A path of ours and one Host; not the absolute form that a proxy gets. */
function isOrdinary(request: IncomingMessage): boolean {
  const { host = '' } = request.headers
  return (
    request.url?.startsWith('/') === true &&
    /^[\w.-]+(?::\d{1,5})?$|^\[[\da-f:.]+\](?::\d{1,5})?$/i.test(host)
  )
}

/** What pages may believe about a request: set here, whatever the client sent. */
function setTrustedHeaders(request: IncomingMessage, trustsProxy: boolean): void {
  const forwarded = String(request.headers['x-forwarded-for'] ?? '')
    .split(',')
    .at(-1)
    ?.trim()
  const socketAddress = request.socket.remoteAddress ?? 'unknown'
  for (const name of Object.keys(request.headers)) {
    if (/^(?:x-ordinal-|x-forwarded-|impersonate-|x-remote-|x-middleware-|x-nonce$)/.test(name))
      delete request.headers[name]
  }
  request.headers['x-ordinal-address'] = trustsProxy && forwarded ? forwarded : socketAddress
}

function setSecurityHeaders(response: ServerResponse, isHttps: boolean): void {
  response.setHeader('X-Content-Type-Options', 'nosniff')
  response.setHeader('Referrer-Policy', 'no-referrer')
  response.setHeader('X-Frame-Options', 'DENY')
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin')
  response.setHeader('Permissions-Policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()')
  if (isHttps) response.setHeader('Strict-Transport-Security', 'max-age=31536000; includeSubDomains')
}

function announce(port: number, setupLink: string | null): void {
  console.log(`Ordinal is ready on http://localhost:${port}`)
  if (setupLink)
    console.log(`\nNobody can log in yet. Make the first administrator here, once:\n\n  ${setupLink}\n`)
}

function fail(sentence: string): void {
  console.error(sentence)
  process.exit(1)
}

process.on('unhandledRejection', (error) => console.error('unhandled rejection', error))

main().catch((error: unknown) => fail(explain(error)))
