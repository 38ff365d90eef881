import { randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { db } from './db/client.ts'
import type { ContainerName, ObjectName } from './names.ts'
import type { Browser } from './terminals/browser.testing.ts'
import { download } from './terminals/download.ts'
import { Upgrades } from './upgrade.testing.ts'

const settings = vi.hoisted(() => {
  const folder = `/tmp/ordinal-transfer-faults-${process.pid}`
  const secret = 'a secret for tests, longer than thirty-two'
  const kubeconfig = `${folder}-kubeconfig`
  Object.assign(process.env, { ORDINAL_DATA: folder, NEXTAUTH_SECRET: secret, KUBECONFIG: kubeconfig })
  return { folder, secret, kubeconfig }
})
const upgrades = Upgrades.forTests(settings, { stall: 2000, end: 2000 })
const { kubelet } = upgrades
const place = { pod: 'web-0' as ObjectName, uid: 'uid-1', container: 'main' as ContainerName }
/** The container's files are this machine's. */
const root = `${settings.folder}-files`

beforeEach(() => {
  rmSync(root, { recursive: true, force: true })
  mkdirSync(root)
})

describe('a download', { timeout: 30_000 }, () => {
  const begin = async (path: string, kind: 'file' | 'folder') =>
    download(await upgrades.scope(), { ...place, path, kind }, new AbortController().signal)

  it.each<[string, 'file' | 'folder', readonly string[]]>([
    ['a file', 'file', []],
    ['a file whose size nobody can say', 'file', ['stat']],
    ['a folder', 'folder', []],
  ])('of %s breaks off with its node, though the API server says Success', async (_name, kind, missing) => {
    kubelet.missing = missing
    mkdirSync(join(root, 'inner'))
    const path = join(root, 'inner', 'large')
    writeFileSync(path, Buffer.alloc(48 * 1024 * 1024))
    const response = await begin(kind === 'file' ? path : join(root, 'inner'), kind)
    const reader = response.body?.getReader()
    await reader?.read()
    kubelet.die()
    const readOn = async () => {
      while ((await reader?.read())?.done === false);
    }
    await expect(readOn()).rejects.toThrow()
  })

  it('of a file without a size, and of a folder, is whole where the node is there', async () => {
    kubelet.missing = ['stat']
    writeFileSync(join(root, 'small'), 'whole')
    expect(await (await begin(join(root, 'small'), 'file')).text()).toBe('whole')
    expect(await (await begin(root, 'folder')).text()).toContain('small')
  })
})

describe('an upload', { timeout: 30_000 }, () => {
  const bytes = randomBytes(3 * 1024 * 1024)
  async function begin(name: string, size: number): Promise<Browser> {
    const purpose = { kind: 'upload', folder: root, name, size, isReplacing: false }
    return upgrades.connect(`ticket.${await upgrades.ticket(purpose)}`)
  }
  async function send(browser: Browser, what: Buffer): Promise<void> {
    await browser.heard('ready')
    for (let at = 0; at < what.length; at += 48 * 1024) browser.socket.send(what.subarray(at, at + 48 * 1024))
  }
  const stored = () => readdirSync(root)

  it.each<[string, readonly string[]]>([
    ['tar', []],
    ['tar, without stat', ['stat']],
    ['cp, without stat', ['stat', 'tar']],
  ])('is not stored where its node died in the middle (%s)', async (_name, missing) => {
    kubelet.missing = missing
    const browser = await begin('dead', bytes.length)
    await browser.heard('ready')
    browser.socket.send(bytes.subarray(0, 40_000))
    await vi.waitFor(() => expect(kubelet.program.socket.readyState).toBe(kubelet.program.socket.OPEN))
    kubelet.die()
    await browser.until(() => browser.code !== null)
    expect(browser.messages.some(({ type }) => type === 'stored')).toBe(false)
    await vi.waitFor(async () => expect((await upgrades.audit()).outcome).toBe('failed'))
  })

  it.each<[string, readonly string[]]>([
    ['mv', []],
    ['mv', ['stat']],
  ])('is not stored where its node died at the last step (%s, without %j)', async (deadly, missing) => {
    kubelet.missing = missing
    kubelet.deadly = deadly
    const browser = await begin('dead', 1000)
    await send(browser, bytes.subarray(0, 1000))
    expect(await browser.heard('refused')).toMatchObject({ refusal: { reason: 'cluster_failed' } })
    await vi.waitFor(async () => expect((await upgrades.audit()).outcome).toBe('failed'))
  })

  it.each([
    ['tar', 24 * 1024 * 1024],
    ['cp', 1000],
  ])('into %s that takes nothing (of %i bytes) is given up, which is said', async (tool, size) => {
    kubelet.stuck = [tool]
    kubelet.missing = tool === 'cp' ? ['tar'] : []
    const browser = await begin('stuck', size)
    await send(browser, Buffer.alloc(size))
    expect(await browser.heard('not_stored')).toMatchObject({ refusal: { reason: 'stalled' } })
    await vi.waitFor(async () =>
      expect(await upgrades.audit()).toMatchObject({ outcome: 'failed', errorCode: 'stalled' }),
    )
    // A socket that is not read does not hear that it was closed.
    for (const { socket } of kubelet.programs) socket.resume()
  })

  it('is one of four of its person', async () => {
    const four = await Promise.all(['a', 'b', 'c', 'd'].map((name) => begin(name, 10)))
    for (const browser of four) await browser.heard('ready')
    const fifth = await begin('e', 10)
    expect(await fifth.heard('not_stored')).toMatchObject({ refusal: { reason: 'too_many' } })
    await four[0]?.close()
    const next = async () => {
      const browser = await begin('f', 10)
      return browser.until(() => browser.messages[0]?.type)
    }
    await expect.poll(next, { timeout: 10_000 }).toBe('ready')
  })

  it('ends when the right to it is lost, which is said and recorded; nothing is left', async () => {
    const browser = await begin('unlawful', bytes.length)
    await browser.heard('ready')
    browser.socket.send(bytes.subarray(0, 40_000))
    await vi.waitFor(() => expect(stored()).toHaveLength(1))
    const lostAt = Date.now()
    await db().roleBinding.updateMany({ data: { role: 'viewer' } })
    expect(await browser.heard('refused')).toMatchObject({ refusal: { reason: 'forbidden' } })
    expect(Date.now() - lostAt).toBeLessThan(5000)
    await vi.waitFor(() => expect(stored()).toEqual([]))
    expect(await upgrades.audit()).toMatchObject({ outcome: 'failed', errorCode: 'forbidden' })
  })
})
