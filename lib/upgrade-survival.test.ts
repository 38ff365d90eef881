import { createServer } from 'node:http'
import { describe, expect, it, vi } from 'vitest'
import { db } from './db/client.ts'
import type { Program } from './terminals/kubelet.testing.ts'
import { subprotocol } from './terminals/protocol.ts'
import { listen, origin, Upgrades } from './upgrade.testing.ts'
import { makeUpgradeHandler } from './upgrade-handler.ts'

const settings = vi.hoisted(() => {
  const folder = `/tmp/ordinal-survival-${process.pid}`
  const secret = 'a secret for tests, longer than thirty-two'
  const kubeconfig = `${folder}-kubeconfig`
  Object.assign(process.env, { ORDINAL_DATA: folder, NEXTAUTH_SECRET: secret, KUBECONFIG: kubeconfig })
  return { folder, secret, kubeconfig }
})
const upgrades = Upgrades.forTests(settings)
const { kubelet } = upgrades

describe('after its browser was cut off', () => {
  it('the same shell is there again, with all that it wrote meanwhile', async () => {
    const { browser, resume, program } = await upgrades.opened()
    await browser.close()
    program.write('while you were away\r\n')
    const back = upgrades.connect(`resume.${resume}.2`)
    expect(await back.heard('opened')).toMatchObject({ offset: 2, isCut: false })
    await back.until(() => back.output.toString() === 'while you were away\r\n')
    back.type('still me')
    await back.until(() => program.typed.toString() === 'still me')
    expect(kubelet.programs).toHaveLength(1)
    const reloaded = upgrades.connect(`resume.${resume}.0`)
    await reloaded.until(() => reloaded.output.toString() === '$ while you were away\r\n')
    await back.heard('taken')
  })

  it('nobody else gets it, nor another login of the same person', async () => {
    const { resume } = await upgrades.opened()
    const other = await db().user.create({ data: { username: 'bob', displayName: 'Bob', isAdmin: true } })
    for (const stranger of [
      await upgrades.cookieOf(other.id),
      await upgrades.cookieOf(upgrades.userId, Math.floor(Date.now() / 1000) - 60),
    ]) {
      const browser = upgrades.connect(`resume.${resume}.0`, stranger)
      await browser.heard('gone')
      expect(browser.output).toHaveLength(0)
    }
  })

  it('it is not given to whoever lost the right meanwhile', async () => {
    const { browser, resume, program } = await upgrades.opened()
    await browser.close()
    await db().roleBinding.updateMany({ data: { role: 'viewer' } })
    const headers = { origin, cookie: `ordinal.session=${upgrades.cookie}` }
    const protocol = { 'sec-websocket-protocol': `${subprotocol}, resume.${resume}.0` }
    expect([101, 403]).toContain(await upgrades.upgrade({ ...headers, ...protocol }))
    await vi.waitFor(() => expect(program.socket.readyState).toBe(program.socket.CLOSED))
    expect(upgrades.handler.count().shells).toBe(0)
  })

  it('it is ended when nobody comes back in time, and is gone then', async () => {
    const { browser, resume, program } = await upgrades.opened()
    await browser.close()
    await vi.waitFor(() => expect(program.socket.readyState).toBe(program.socket.CLOSED), 3000)
    await upgrades.connect(`resume.${resume}.0`).heard('gone')
    await vi.waitFor(async () =>
      expect(await upgrades.audit()).toMatchObject({ outcome: 'succeeded', errorCode: 'left' }),
    )
  })
})

describe('the right to it', () => {
  it.each<[string, () => Promise<unknown>, string]>([
    ['is downgraded', () => db().roleBinding.updateMany({ data: { role: 'viewer' } }), 'forbidden'],
    ['loses the membership', () => db().roleBinding.deleteMany(), 'not_found'],
    ['is disabled', () => db().user.updateMany({ data: { disabledAt: new Date() } }), 'unauthenticated'],
    ['logs out', () => db().user.updateMany({ data: { sessionVersion: 1 } }), 'unauthenticated'],
  ])(
    'ends with its reason when the person %s, while output flows and while all is quiet',
    async (_name, change, reason) => {
      const loud = await upgrades.opened()
      const quiet = await upgrades.opened()
      const flow = setInterval(() => loud.program.write('x'.repeat(100)), 5)
      await change()
      for (const { browser, program } of [loud, quiet]) {
        expect(await browser.heard('ended')).toMatchObject({ reason })
        await browser.until(() => browser.code === 4000)
        await vi.waitFor(() => expect(program.socket.readyState).toBe(program.socket.CLOSED))
      }
      clearInterval(flow)
    },
  )
})

describe('a reader that is slow', () => {
  const chunk = Buffer.alloc(16 * 1024, 'x')
  /** Writes until the cluster's end of the connection stands still. */
  async function flood(program: Program): Promise<number> {
    let written = 0
    for (let quiet = 0; quiet < 20; ) {
      if (program.socket.bufferedAmount < 1024 * 1024) {
        program.write(chunk)
        written += chunk.length
        quiet = 0
      } else quiet++
      await new Promise((resolve) => setImmediate(resolve))
      if (program.socket.bufferedAmount >= 1024 * 1024)
        await new Promise((resolve) => setTimeout(resolve, 10))
      if (written > 64 * 1024 * 1024) throw new Error('nothing stops it')
    }
    return written
  }

  it('stops the program, and lets it go on when it has drawn', async () => {
    const { browser, program } = await upgrades.opened()
    const written = await flood(program)
    expect(browser.output.length).toBeLessThan(512 * 1024)
    const drawing = setInterval(() => browser.ack(), 10)
    await browser.until(() => browser.output.length === written + 2)
    clearInterval(drawing)
  })

  it('that is gone stops it too, and what comes back has lost nothing', async () => {
    const { browser, resume, program } = await upgrades.opened()
    await browser.close()
    program.write('z'.repeat(100_000))
    const back = upgrades.connect(`resume.${resume}.2`)
    await back.until(() => back.output.length === 100_000)
  })
})

describe('a person who does not type', () => {
  it('is warned, and then the terminal is closed', async () => {
    const idle = makeUpgradeHandler({
      publicOrigin: origin,
      times: { recheck: 150, keep: 400, idle: 900, warning: 600 },
    })
    const other = createServer().on('upgrade', idle.takeUpgrade)
    const browser = upgrades.connect(
      `ticket.${await upgrades.ticket()}`,
      upgrades.cookie,
      await listen(other),
    )
    expect(await browser.heard('idle')).toMatchObject({ secondsLeft: 1 })
    browser.say({ type: 'awake' })
    await browser.heard('awake')
    expect(await browser.heard('ended')).toMatchObject({ reason: 'idle' })
    await browser.close()
    other.close()
  })
})
