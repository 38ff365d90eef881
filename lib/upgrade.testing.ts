import { randomUUID } from 'node:crypto'
import { readdirSync, readlinkSync, rmSync } from 'node:fs'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { encode } from 'next-auth/jwt'
import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from 'vitest'
import { type ProjectScope, requireProjectByCookie } from './auth/scope.ts'
import { makeTicketFor } from './auth/tickets.ts'
import { closeDatabase, db, openDatabase } from './db/client.ts'
import { Browser } from './terminals/browser.testing.ts'
import { Kubelet, type Program } from './terminals/kubelet.testing.ts'
import { socketPath } from './terminals/protocol.ts'
import type { UploadTimes } from './terminals/upload.ts'
import { makeUpgradeHandler } from './upgrade-handler.ts'

export const origin = 'http://console.example.com'
const times = { recheck: 150, keep: 400, idle: 20_000, warning: 1000 }
/** Longer than a busy machine needs. */
const usualTimes = { stall: 15_000, end: 15_000 }

interface Settings {
  readonly folder: string
  readonly secret: string
  readonly kubeconfig: string
}

/** Our upgrades on a server of their own, ann who is operator of a project, and a cluster at the wire. */
export class Upgrades {
  readonly kubelet: Kubelet
  readonly handler: ReturnType<typeof makeUpgradeHandler>
  cookie = ''
  userId = ''
  slug = ''
  readonly #secret: string
  readonly #server = createServer()
  readonly #browsers: Browser[] = []
  #url = ''

  private constructor({ secret, kubeconfig }: Settings, uploadTimes: UploadTimes) {
    this.#secret = secret
    this.handler = makeUpgradeHandler({ publicOrigin: origin, times, uploadTimes })
    this.#server.on('upgrade', this.handler.takeUpgrade)
    this.kubelet = new Kubelet(kubeconfig)
  }

  /** For the tests of this file; after each, whatever it did, nothing is left open here or at the cluster. */
  static forTests(settings: Settings, uploadTimes: UploadTimes = usualTimes): Upgrades {
    const upgrades = new Upgrades(settings, uploadTimes)
    let baseLine = 0
    beforeAll(async () => {
      await openDatabase()
      await upgrades.kubelet.open()
      upgrades.#url = await listen(upgrades.#server)
    })
    beforeEach(async () => {
      await upgrades.#begin()
      baseLine = countSockets()
    })
    afterEach(async () => {
      const { kubelet, handler } = upgrades
      for (const browser of upgrades.#browsers.splice(0)) await browser.close()
      handler.endShells()
      await vi.waitFor(() => {
        expect({ ...handler.count(), cluster: kubelet.openSockets }).toEqual({
          shells: 0,
          sockets: 0,
          cluster: 0,
        })
        // Calls to the cluster keep a connection or two, with both ends in this process.
        expect(countSockets()).toBeLessThanOrEqual(baseLine + 4)
      }, 10_000)
    })
    afterAll(async () => {
      upgrades.handler.closeSockets()
      upgrades.#server.close()
      upgrades.kubelet.close()
      await closeDatabase()
      rmSync(settings.folder, { recursive: true, force: true })
    })
    return upgrades
  }

  cookieOf(sub: string, loginAt = Math.floor(Date.now() / 1000)): Promise<string> {
    return encode({ token: { sub, version: 0, loginAt }, secret: this.#secret, maxAge: 3600 })
  }

  scope(): Promise<ProjectScope<'pod:terminal'>> {
    return requireProjectByCookie(this.cookie, this.slug, 'pod:terminal')
  }

  async ticket(purpose: object = { kind: 'shell', shell: 'auto' }): Promise<string> {
    const place = { pod: 'web-0', uid: 'uid-1', container: 'main' }
    return makeTicketFor(await this.scope(), { ...place, ...purpose }, this.cookie)
  }

  connect(word: string, cookie = this.cookie, url = this.#url): Browser {
    const browser = new Browser(url, word, { origin, cookie: `other=%ZZ; ordinal.session=${cookie}` })
    this.#browsers.push(browser)
    return browser
  }

  async open(): Promise<Browser> {
    return this.connect(`ticket.${await this.ticket()}`)
  }

  /** A terminal with its prompt. */
  async opened(): Promise<{ browser: Browser; resume: string; program: Program }> {
    const browser = await this.open()
    const { resume } = await browser.heard('opened')
    await browser.until(() => browser.output.includes('$ '))
    return { browser, resume, program: this.kubelet.program }
  }

  audit() {
    return db().auditEvent.findFirstOrThrow({ where: { projectSlug: this.slug } })
  }

  /** What a raw upgrade is answered with; null when the socket is just ended. */
  upgrade(headers: Readonly<Record<string, string | undefined>>, path = socketPath): Promise<number | null> {
    const all = {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': Buffer.alloc(16).toString('base64'),
      ...headers,
    }
    const given = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined)
    return new Promise((resolve) => {
      const call = request(`${this.#url}${path}`, { headers: Object.fromEntries(given) })
      call.on('response', (answer) => resolve(answer.statusCode ?? null))
      call.on('upgrade', (_answer, socket) => {
        socket.destroy()
        resolve(101)
      })
      call.on('error', () => resolve(null))
      call.end()
    })
  }

  async #begin(): Promise<void> {
    this.kubelet.reset()
    await db().user.deleteMany()
    await db().project.deleteMany()
    const { id } = await db().user.create({ data: { username: 'ann', displayName: 'Ann' } })
    this.userId = id
    this.cookie = await this.cookieOf(id)
    // The record cannot be emptied: each test has a project of its own.
    this.slug = `web-${randomUUID()}`
    const roleBindings = { create: { userId: id, role: 'operator' } }
    const project = { slug: this.slug, displayName: 'Web', cluster: 'test', namespace: 'team-a' }
    await db().project.create({ data: { ...project, roleBindings } })
  }
}

/** A second replica, or one with other times. */
export async function listen(server: ReturnType<typeof createServer>): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

function countSockets(): number {
  const links = readdirSync('/proc/self/fd').map((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`)
    } catch {
      return ''
    }
  })
  return links.filter((link) => link.startsWith('socket:')).length
}
