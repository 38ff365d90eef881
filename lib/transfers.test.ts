import { randomBytes } from 'node:crypto'
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { ContainerName, ObjectName } from './names.ts'
import type { Browser } from './terminals/browser.testing.ts'
import { addDebugContainer } from './terminals/debug.ts'
import { checkDownload, download } from './terminals/download.ts'
import { listFiles } from './terminals/list-files.ts'
import { Upgrades } from './upgrade.testing.ts'

const settings = vi.hoisted(() => {
  const folder = `/tmp/ordinal-transfers-${process.pid}`
  const secret = 'a secret for tests, longer than thirty-two'
  const kubeconfig = `${folder}-kubeconfig`
  const limit = { ORDINAL_FILE_LIMIT_MB: '64' }
  Object.assign(process.env, {
    ORDINAL_DATA: folder,
    NEXTAUTH_SECRET: secret,
    KUBECONFIG: kubeconfig,
    ...limit,
  })
  return { folder, secret, kubeconfig }
})
const upgrades = Upgrades.forTests(settings)
const { kubelet } = upgrades
const place = { pod: 'web-0' as ObjectName, uid: 'uid-1', container: 'main' as ContainerName }
/** The container's files are this machine's. */
const root = `${settings.folder}-files`

beforeEach(() => {
  rmSync(root, { recursive: true, force: true })
  mkdirSync(root)
})

describe('a folder', () => {
  const list = async (folder = root) => listFiles(await upgrades.scope(), { ...place, folder })

  it('is listed whatever its files are called', async () => {
    const names = [
      'two\nlines',
      '-rf',
      '$(touch owned)',
      '; reboot',
      ' ',
      '有状态',
      '<img src=x>',
      'a"b\'c\\d',
    ]
    for (const name of names) writeFileSync(join(root, name), 'four')
    writeFileSync(Buffer.concat([Buffer.from(`${root}/odd-`), Buffer.of(0xff)]), '')
    mkdirSync(join(root, 'inner'))
    symlinkSync('/etc', join(root, 'link'))
    const view = await list()
    if (view.kind !== 'folder') throw new Error(view.detail)
    const kinds = Object.fromEntries(view.entries.map(({ name, kind }) => [name, kind]))
    expect(kinds).toMatchObject({ inner: 'folder', link: 'link', '-rf': 'file' })
    for (const name of names)
      expect(view.entries.find((entry) => entry.name === name)).toMatchObject({ size: 4, isOdd: false })
    expect(view.entries.filter(({ isOdd }) => isOdd)).toHaveLength(1)
    expect(view.entries).toHaveLength(names.length + 3)
    expect(view.entries[0]?.name).toBe('inner')
  })

  it('is read by its plain path, and through links', async () => {
    symlinkSync(root, `${root}/self`)
    expect(await list(`${root}/self/../../../${root.slice(1)}/./self`)).toMatchObject({
      path: `${root}/self`,
    })
  })

  it('is listed by name alone where there is no find', async () => {
    kubelet.missing = ['find']
    mkdirSync(join(root, 'inner'))
    writeFileSync(join(root, 'file'), 'x')
    expect(await list()).toMatchObject({
      entries: [
        { name: 'inner', kind: 'folder', size: null },
        { name: 'file', kind: 'file', size: null },
      ],
    })
    kubelet.missing = ['find', 'ls']
    expect(await list()).toMatchObject({ kind: 'failed', reason: 'no_tools' })
  })

  it('is listed by name alone where stat is another one', async () => {
    const programs = `${root}-bin`
    mkdirSync(programs)
    writeFileSync(join(programs, 'stat'), '#!/bin/sh\necho "$2"\n', { mode: 0o755 })
    vi.stubEnv('PATH', `${programs}:${process.env.PATH}`)
    writeFileSync(join(root, 'file'), 'x')
    expect(await list()).toMatchObject({ entries: [{ name: 'file', kind: 'file', size: null }] })
    vi.unstubAllEnvs()
    rmSync(programs, { recursive: true })
  })

  it('says why it cannot be read', async () => {
    expect(await list(`${root}/none`)).toMatchObject({ kind: 'failed', detail: 'No such file or directory' })
    kubelet.state = { waiting: { reason: 'CrashLoopBackOff' } }
    expect(await list()).toMatchObject({ kind: 'failed', reason: 'not_running' })
  })
})

describe('a download', () => {
  const input = (path: string, kind: 'file' | 'folder' = 'file') => ({ ...place, path, kind })
  const begin = async (path: string) =>
    download(await upgrades.scope(), input(path), new AbortController().signal)

  it('is the file, with its size and its name', async () => {
    const bytes = randomBytes(5 * 1024 * 1024)
    writeFileSync(join(root, '数据 "x".bin'), bytes)
    const response = await begin(join(root, '数据 "x".bin'))
    expect(response.headers.get('content-length')).toBe(String(bytes.length))
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename="__ _x_.bin"; filename*=UTF-8''%E6%95%B0%E6%8D%AE%20%22x%22.bin`,
    )
    expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true)
  })

  it('that nobody reads stops the program; left, it ends it', async () => {
    writeFileSync(join(root, 'large'), Buffer.alloc(48 * 1024 * 1024))
    const response = await begin(join(root, 'large'))
    const { program } = kubelet
    await vi.waitFor(() => expect(program.sent).toBeGreaterThan(0))
    let before = -1
    await vi.waitFor(
      () => {
        const still = before === program.sent
        before = program.sent
        expect(still).toBe(true)
      },
      { interval: 300, timeout: 8000 },
    )
    expect(program.sent).toBeLessThan(24 * 1024 * 1024)
    await response.body?.cancel()
    await vi.waitFor(() => expect(program.socket.readyState).toBe(program.socket.CLOSED))
  })

  it('breaks off when the file is cut meanwhile', async () => {
    writeFileSync(join(root, 'cut'), Buffer.alloc(32 * 1024 * 1024))
    const response = await begin(join(root, 'cut'))
    truncateSync(join(root, 'cut'), 1)
    await expect(response.arrayBuffer()).rejects.toThrow()
  })

  it('does not begin for what is no file, too large, or not there', async () => {
    const check = async (path: string, kind: 'file' | 'folder' = 'file') =>
      (await checkDownload(await upgrades.scope(), input(path, kind))).refusal?.reason
    writeFileSync(join(root, 'small'), '')
    truncateSync(join(root, 'small'), 65 * 1024 * 1024)
    expect(await check(join(root, 'small'))).toBe('too_large')
    expect(await check(root)).toBe('no_file')
    expect(await check('/dev/zero')).toBe('no_file')
    expect(await check(`${root}/none`)).toBe('refused')
    kubelet.missing = ['tar']
    expect(await check(root, 'folder')).toBe('no_tar')
  })
})

describe('an upload', () => {
  const bytes = randomBytes(3 * 1024 * 1024)
  async function begin(name: string, size: number, isReplacing = false): Promise<Browser> {
    const purpose = { kind: 'upload', folder: root, name, size, isReplacing }
    return upgrades.connect(`ticket.${await upgrades.ticket(purpose)}`)
  }
  async function send(browser: Browser, what: Buffer): Promise<void> {
    await browser.heard('ready')
    for (let at = 0; at < what.length; at += 48 * 1024) browser.socket.send(what.subarray(at, at + 48 * 1024))
  }
  const stored = () => readdirSync(root)

  it.each(['plain.bin', '-rf', '$(touch owned)', '; reboot', '有状态.bin', 'x'.repeat(200), ' '])(
    'arrives whole under its name: %j',
    async (name) => {
      const browser = await begin(name, bytes.length)
      await send(browser, bytes)
      expect(await browser.heard('stored')).toMatchObject({ tool: 'tar' })
      expect(stored()).toEqual([name])
      expect(readFileSync(join(root, name)).equals(bytes)).toBe(true)
      await vi.waitFor(async () => expect((await upgrades.audit()).outcome).toBe('succeeded'))
      const { details, target } = await upgrades.audit()
      expect({ details, target }).toEqual({
        target: 'web-0',
        details: {
          kind: 'upload',
          uid: 'uid-1',
          container: 'main',
          path: `${root}/${name}`,
          size: bytes.length,
        },
      })
    },
  )

  it('without tar it is stored by cp', async () => {
    kubelet.missing = ['tar']
    const browser = await begin('file', bytes.length)
    await send(browser, bytes)
    expect(await browser.heard('stored')).toMatchObject({ tool: 'cp' })
    expect(readFileSync(join(root, 'file')).equals(bytes)).toBe(true)
  })

  it('of nothing is an empty file; an older cluster takes it too', async () => {
    await (await begin('empty', 0)).heard('stored')
    expect(readFileSync(join(root, 'empty'))).toHaveLength(0)
    kubelet.protocol = 'v4.channel.k8s.io'
    const browser = await begin('older', bytes.length)
    await send(browser, bytes)
    await browser.heard('stored')
    expect(readFileSync(join(root, 'older')).equals(bytes)).toBe(true)
  })

  it('does not replace unasked, and has to have a program', async () => {
    writeFileSync(join(root, 'there'), 'before')
    expect(await (await begin('there', 1)).heard('not_stored')).toMatchObject({
      refusal: { reason: 'exists' },
    })
    const replacing = await begin('there', 5, true)
    await send(replacing, Buffer.from('after'))
    await replacing.heard('stored')
    expect(readFileSync(join(root, 'there')).toString()).toBe('after')
    kubelet.missing = ['tar', 'cp']
    expect(await (await begin('new', 1)).heard('not_stored')).toMatchObject({
      refusal: { reason: 'no_tools' },
    })
  })

  it('of more than was said, or left half-way, leaves nothing', async () => {
    const more = await begin('more', 10)
    await send(more, Buffer.alloc(11))
    await more.heard('refused')
    const left = await begin('left', bytes.length)
    await left.heard('ready')
    left.socket.send(bytes.subarray(0, 40_000))
    await vi.waitFor(() => expect(stored()).toHaveLength(1))
    await left.close()
    await vi.waitFor(() => expect(stored()).toEqual([]))
  })
})

describe('a debug container', () => {
  const add = async (input: object = {}) =>
    addDebugContainer(await upgrades.scope(), { ...place, image: 'busybox:1.36', ...input })

  it('looks at one container, with the rights of that one', async () => {
    kubelet.securityContext = { runAsUser: 1000, capabilities: { drop: ['ALL'] } }
    const { container: name } = await add()
    expect(name).toMatch(/^debug-[\da-f]{6}$/)
    expect(kubelet.calls.at(-1)).toBe(
      'PATCH /api/v1/namespaces/team-a/pods/web-0/ephemeralcontainers?fieldValidation=Strict&fieldManager=ordinal',
    )
    const [patch] = kubelet.patches as [{ metadata: object; spec: { ephemeralContainers: object[] } }]
    expect(patch.metadata).toEqual({ uid: 'uid-1' })
    expect(patch.spec.ephemeralContainers).toEqual([
      expect.objectContaining({
        name,
        image: 'busybox:1.36',
        targetContainerName: 'main',
        securityContext: kubelet.securityContext,
      }),
    ])
  })

  it.each<[string, object, object, string]>([
    ['of an image that is not on the list', {}, { image: 'evil:1' }, 'invalid'],
    ['beside one that has more than the policy gives', { privileged: true }, {}, 'invalid'],
    ['in another pod of the name', {}, { uid: 'uid-0' }, 'conflict'],
    ['beside a container that is not there', {}, { container: 'other' }, 'not_found'],
  ])('%s is refused', async (_name, securityContext, input, code) => {
    kubelet.securityContext = securityContext
    await expect(add(input)).rejects.toMatchObject({ code })
    expect(kubelet.patches).toEqual([])
  })
})
