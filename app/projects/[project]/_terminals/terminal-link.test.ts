import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { WebSocketServer } from 'ws'
import { TerminalLink } from './terminal-link.ts'

const target = { slug: 'shop', pod: 'db-0', uid: null, container: 'main', shell: 'auto' } as const
const ticket = { ok: true, warnings: [], value: { kind: 'ticket', ticket: 'new', uid: 'u1' } } as const

let server: WebSocketServer
/** What each socket brought with it. */
let words: string[] = []
let isUp = false

beforeEach(async () => {
  words = []
  server = new WebSocketServer({ port: 0, verifyClient: () => isUp })
  await new Promise((resolve) => server.once('listening', resolve))
  server.on('connection', (socket, { headers }: IncomingMessage) => {
    const word = String(headers['sec-websocket-protocol']).split(/, */)[1] ?? ''
    words.push(word)
    const isGone = word.startsWith('resume.lost')
    const opened = { type: 'opened', shell: 'sh', resume: 'kept', offset: 0, isCut: false }
    socket.send(JSON.stringify(isGone ? { type: 'gone' } : opened))
  })
  vi.stubGlobal('location', new URL(`http://localhost:${(server.address() as AddressInfo).port}/`))
  vi.stubGlobal('window', globalThis)
})

afterEach(() => {
  vi.unstubAllGlobals()
  server.close()
})

test('the shell is asked for again when Ordinal answers after a cut, before another one is opened', async () => {
  isUp = false
  const prepare = vi.fn(async () => {
    // The cut ends with this very question.
    isUp = true
    return ticket
  })
  const link = new TerminalLink(target, 'kept', prepare, () => undefined)
  await vi.waitFor(() => expect(link.view.state.kind).toBe('open'), { timeout: 10_000 })
  expect(prepare).toHaveBeenCalledTimes(1)
  expect(words).toEqual(['resume.kept.0'])
  expect(link.view.isNew).toBe(false)
  link.dispose()
})

test('a shell that is no more is followed by another one, which is said', async () => {
  isUp = true
  const link = new TerminalLink(
    target,
    'lost',
    async () => ticket,
    () => undefined,
  )
  await vi.waitFor(() => expect(link.view.state.kind).toBe('open'), { timeout: 10_000 })
  expect(words).toEqual(['resume.lost.0', 'ticket.new'])
  expect(link.view.isNew).toBe(true)
  link.dispose()
})
