import type { AddressInfo } from 'node:net'
import { connect, createServer } from 'node:net'
import { expect, test } from './fixtures.ts'

const server = () => new URL(process.env.E2E_URL ?? '')

/** The first line of what is answered to a raw upgrade; '' when the connection is just closed. */
function upgrade(target: string, headers: Readonly<Record<string, string>> = {}): Promise<string> {
  const { hostname, port, host, origin } = server()
  const all = {
    Host: host,
    Origin: origin,
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': Buffer.alloc(16).toString('base64'),
    'Sec-WebSocket-Protocol': `ordinal.terminal.v1, ticket.${'a'.repeat(43)}`,
    ...headers,
  }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return new Promise((resolve) => {
    let said = ''
    const socket = connect(Number(port), hostname, () =>
      socket.write(`GET ${target} HTTP/1.1\r\n${lines.join('')}\r\n`),
    )
    socket.on('data', (part) => {
      said += part.toString('latin1')
    })
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(said.split('\r\n')[0] ?? ''))
  })
}

test('an upgrade goes nowhere but to our own socket, from our own pages, for who is logged in', async ({
  request,
}) => {
  let reached = 0
  const inside = createServer((socket) => {
    reached++
    socket.destroy()
  })
  await new Promise<void>((resolve) => inside.listen(0, '127.0.0.1', resolve))
  const address = `127.0.0.1:${(inside.address() as AddressInfo).port}`
  // By now everything that waits for a first request is there.
  expect((await request.get('/login')).status()).toBe(200)

  expect(await upgrade(`http://${address}/x`)).toBe('')
  expect(await upgrade('/x', { Host: address })).toContain('404')
  expect(await upgrade('/x', { Host: `${address}/@${server().host}` })).toBe('')
  for (const path of ['/', '/_next/webpack-hmr', '/projects', '/terminals/socket/x', '//x/terminals/socket'])
    expect(await upgrade(path), path).toContain('404')
  const socket = '/terminals/socket'
  for (const origin of ['https://evil.example.com', 'null', '', `${server().origin}.evil.com`])
    expect(await upgrade(socket, { Origin: origin }), origin).toContain('403')
  expect(await upgrade(socket, { Origin: 'http://evil.com', 'X-Forwarded-Host': 'evil.com' })).toContain(
    '403',
  )
  expect(await upgrade(socket)).toContain('401')
  const malformed = { Cookie: 'ordinal.session=%ZZ; =; ;;', Authorization: 'Bearer %' }
  expect(await upgrade(socket, malformed)).toContain('401')
  expect(await upgrade(socket, { 'Sec-WebSocket-Protocol': '' })).toContain('403')
  expect(await upgrade(socket, { Cookie: 'x'.repeat(64 * 1024) })).not.toContain('101')
  await Promise.all(Array.from({ length: 300 }, () => upgrade(socket, malformed)))

  expect(reached).toBe(0)
  inside.close()
  expect((await request.get('/healthz')).status()).toBe(200)
})
