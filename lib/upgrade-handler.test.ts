import { describe, expect, it, vi } from 'vitest'
import { db } from './db/client.ts'
import type { Browser } from './terminals/browser.testing.ts'
import { socketPath, subprotocol } from './terminals/protocol.ts'
import { origin, Upgrades } from './upgrade.testing.ts'

const settings = vi.hoisted(() => {
  const folder = `/tmp/ordinal-upgrade-${process.pid}`
  const secret = 'a secret for tests, longer than thirty-two'
  const kubeconfig = `${folder}-kubeconfig`
  Object.assign(process.env, { ORDINAL_DATA: folder, NEXTAUTH_SECRET: secret, KUBECONFIG: kubeconfig })
  return { folder, secret, kubeconfig }
})
const upgrades = Upgrades.forTests(settings)
const { kubelet } = upgrades

describe('an upgrade is refused', () => {
  const good = async () => ({
    origin,
    cookie: `ordinal.session=${upgrades.cookie}`,
    'sec-websocket-protocol': `${subprotocol}, ticket.${await upgrades.ticket()}`,
  })
  const execs = () => kubelet.calls.filter((call) => call.startsWith('EXEC'))

  it.each<[string, Record<string, string | undefined>, number | null]>([
    ['from a foreign origin', { origin: 'https://evil.example.com' }, 403],
    ['from no origin at all', { origin: undefined }, 403],
    ['from a sandboxed page', { origin: 'null' }, 403],
    ['from an origin that ends alike', { origin: 'http://evil-console.example.com' }, 403],
    ['from an origin that begins alike', { origin: `${origin}.evil.com` }, 403],
    ['from another port', { origin: `${origin}:8080` }, 403],
    ['from the same host by another scheme', { origin: 'https://console.example.com' }, 403],
    ['from an origin in capitals', { origin: 'http://CONSOLE.example.com' }, 403],
    ['with the Host of its foreign origin', { origin: 'http://evil.com', host: 'evil.com' }, 403],
    ['without a session', { cookie: undefined }, 401],
    ['with a malformed cookie', { cookie: 'ordinal.session=%ZZ; =; ;' }, 401],
    ['with a session of another kind', { cookie: `ordinal.session=${'x'.repeat(9000)}` }, 401],
    ['without a ticket', { 'sec-websocket-protocol': subprotocol }, 403],
    [
      'with the ticket of nobody',
      { 'sec-websocket-protocol': `${subprotocol}, ticket.${'a'.repeat(43)}` },
      403,
    ],
    [
      'with more than it needs',
      { 'sec-websocket-protocol': `${subprotocol}, ticket.${'a'.repeat(43)}, x` },
      403,
    ],
    ['without a key', { 'sec-websocket-key': undefined }, 400],
    ['by another version', { 'sec-websocket-version': '12' }, 400],
  ])('%s', async (_name, change, status) => {
    const headers = { ...(await good()), authorization: 'Bearer %', ...change }
    expect(await upgrades.upgrade(headers)).toBe(status)
    expect(execs()).toEqual([])
  })

  it.each([
    '/',
    '/terminals',
    `${socketPath}/`,
    `${socketPath}?token=x`,
    '/_next/webpack-hmr',
    '//evil/terminals/socket',
  ])('at %s', async (path) => {
    expect(await upgrades.upgrade(await good(), path)).toBe(404)
    expect(execs()).toEqual([])
  })

  it('with a ticket that was used, also when two use it at once', async () => {
    const headers = await good()
    const both = await Promise.all([upgrades.upgrade(headers), upgrades.upgrade(headers)])
    expect(both.sort()).toEqual([101, 403])
    expect(await upgrades.upgrade(headers)).toBe(403)
  })

  it('with a ticket that is late', async () => {
    const headers = await good()
    await db().socketTicket.updateMany({ data: { expiresAt: new Date(Date.now() - 1) } })
    expect(await upgrades.upgrade(headers)).toBe(403)
  })

  it('with the ticket of another person, or of another login of the same', async () => {
    const other = await db().user.create({ data: { username: 'bob', displayName: 'Bob', isAdmin: true } })
    const theirs = { ...(await good()), cookie: `ordinal.session=${await upgrades.cookieOf(other.id)}` }
    expect(await upgrades.upgrade(theirs)).toBe(403)
    const later = await upgrades.cookieOf(upgrades.userId, Math.floor(Date.now() / 1000) - 60)
    expect(await upgrades.upgrade({ ...(await good()), cookie: `ordinal.session=${later}` })).toBe(403)
  })

  it('when the role was taken away since the ticket was made', async () => {
    const headers = await good()
    await db().roleBinding.updateMany({ data: { role: 'viewer' } })
    expect(await upgrades.upgrade(headers)).toBe(403)
    const again = { ...headers, 'sec-websocket-protocol': `${subprotocol}, ticket.${'b'.repeat(43)}` }
    expect(await upgrades.upgrade(again)).toBe(403)
    expect(execs()).toEqual([])
  })

  it('to whoever asks for too many tickets', async () => {
    await Promise.all(Array.from({ length: 30 }, () => upgrades.ticket()))
    await expect(upgrades.ticket()).rejects.toMatchObject({ code: 'throttled' })
  })
})

describe('a terminal', () => {
  it('takes what is typed and shows what is written, byte for byte', async () => {
    const { browser, program } = await upgrades.opened()
    browser.type('echo 有状态\r')
    await browser.until(() => program.typed.toString() === 'echo 有状态\r')
    program.write(Uint8Array.of(0xff, 0x00, 0x1b, 0xe6))
    await browser.until(() => browser.output.equals(Buffer.from([0x24, 0x20, 0xff, 0x00, 0x1b, 0xe6])))
    expect(kubelet.calls.at(-1)).toBe(
      'EXEC /api/v1/namespaces/team-a/pods/web-0/exec?command=bash&container=main&stdin=true&stdout=true&stderr=false&tty=true',
    )
  })

  it('speaks the older protocol with an older cluster', async () => {
    kubelet.protocol = 'v4.channel.k8s.io'
    const { browser, program } = await upgrades.opened()
    program.exit(3)
    expect(await browser.heard('ended')).toMatchObject({ reason: 'exited', exitCode: 3 })
  })

  it('tries one shell after the other, and says when there is none', async () => {
    kubelet.shells = ['ash']
    const { browser } = await upgrades.opened()
    expect(await browser.heard('opened')).toMatchObject({ shell: 'ash' })
    kubelet.shells = []
    const none = await upgrades.open()
    expect(await none.heard('refused')).toMatchObject({ refusal: { reason: 'no_shell' } })
    await none.until(() => none.code !== null)
  })

  it.each<[string, () => void, string]>([
    ['the pod is gone', () => (kubelet.uid = null), 'pod_gone'],
    ['another pod has its name', () => (kubelet.uid = 'uid-2'), 'pod_replaced'],
    [
      'the container waits',
      () => (kubelet.state = { waiting: { reason: 'ImagePullBackOff' } }),
      'container_waiting',
    ],
    [
      'the container ended',
      () => (kubelet.state = { terminated: { exitCode: 137, reason: 'OOMKilled' } }),
      'container_ended',
    ],
    ['the account may only read pods/exec', () => (kubelet.isExecAllowed = false), 'no_access'],
  ])('is not opened when %s, and says so', async (_name, change, reason) => {
    change()
    const browser = await upgrades.open()
    expect(await browser.heard('refused')).toMatchObject({ refusal: { reason } })
    expect(kubelet.programs).toEqual([])
    await vi.waitFor(async () =>
      expect(await upgrades.audit()).toMatchObject({ outcome: 'failed', errorCode: reason }),
    )
  })

  it('is in the record from its beginning to its end, without what was typed', async () => {
    const { browser, program } = await upgrades.opened()
    browser.type('a secret')
    const started = await upgrades.audit()
    expect(started).toMatchObject({
      action: 'pod:terminal',
      actorName: 'ann',
      target: 'web-0',
      outcome: 'started',
      details: { kind: 'shell', container: 'main', uid: 'uid-1', shell: 'auto' },
    })
    program.exit(0)
    await browser.heard('ended')
    const row = () => upgrades.audit()
    await vi.waitFor(async () => expect(await row()).toMatchObject({ outcome: 'succeeded', errorCode: null }))
    expect((await row()).finishedAt).not.toBeNull()
    expect(JSON.stringify(await row())).not.toContain('a secret')
  })

  it('tells the program its last size, however many there are', async () => {
    const { browser, program } = await upgrades.opened()
    for (let columns = 20; columns <= 420; columns++) browser.say({ type: 'resize', columns, rows: 10 })
    await browser.until(() => (program.sizes.at(-1) as { Width?: number } | undefined)?.Width === 420)
    expect(program.sizes.length).toBeLessThan(50)
  })

  it.each<[string, (browser: Browser) => void, number]>([
    ['a frame over 64 KB', ({ socket }) => socket.send(Buffer.alloc(64 * 1024 + 1)), 1009],
    ['no message of ours', ({ socket }) => socket.send('{"type":"resize","columns":-1,"rows":1}'), 1008],
    ['no JSON', ({ socket }) => socket.send('\u0000{'), 1008],
    ['invalid UTF-8', ({ socket }) => socket.send(Buffer.of(0xff, 0xfe), { binary: false }), 1007],
    [
      'a flood of tiny frames',
      ({ socket }) => {
        for (let i = 0; i < 20_000; i++) socket.send(Buffer.of(65))
      },
      1008,
    ],
    [
      'a flood of pings',
      ({ socket }) => {
        for (let i = 0; i < 20_000; i++) socket.ping()
      },
      1008,
    ],
  ])('ends the socket of who sends %s', async (_name, send, code) => {
    const { browser } = await upgrades.opened()
    send(browser)
    // What still comes may reset the connection before the code is read.
    await browser.until(() => browser.code === code || browser.code === 1006)
  })

  it('is refused to whoever holds ten', async () => {
    for (let count = 0; count < 10; count++) await upgrades.opened()
    const more = await upgrades.open()
    expect(await more.heard('refused')).toMatchObject({ refusal: { reason: 'too_many' } })
  })

  it.each<[string, () => void, string]>([
    ['the connection to the cluster', () => undefined, 'lost'],
    ['the pod', () => (kubelet.uid = null), 'pod_gone'],
    ['the container', () => (kubelet.state = { terminated: { exitCode: 1 } }), 'container_ended'],
  ])('says that %s was lost', async (_name, change, reason) => {
    const { browser, program } = await upgrades.opened()
    change()
    program.socket.terminate()
    expect(await browser.heard('ended')).toMatchObject({ reason })
  })

  it('does not take the loss of the node for an end of the shell, though the API server says Success', async () => {
    const one = await upgrades.opened()
    one.program.exit(0)
    expect(await one.browser.heard('ended')).toMatchObject({ reason: 'exited', exitCode: 0 })
    const other = await upgrades.opened()
    kubelet.isSilent = true
    other.program.exit(0)
    expect(await other.browser.heard('ended')).toMatchObject({ reason: 'lost' })
  })
})
