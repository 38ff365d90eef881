import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Cluster } from '../lib/kubernetes/cluster.ts'
import { readKubeconfigFile } from '../lib/kubernetes/kubeconfig.ts'
import { createObject, getObject } from '../lib/kubernetes/objects.ts'
import type { NamespaceName, ObjectName } from '../lib/names.ts'
import { forkSandbox, keepSandbox } from '../scripts/sandbox.mjs'
import { cannotWrite, StateFile } from './api/state-file.ts'
import { Clock } from './clock.ts'
import { outcome } from './contract/target.ts'
import { furnish } from './furnish.ts'
import { Sandbox } from './sandbox.ts'
import { storyLength, tellStory } from './seeds/story.ts'

const namespace = 'shop' as NamespaceName

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ordinal-sandbox-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('the state of a sandbox', () => {
  const open = (path = join(folder, 'state.json')) => {
    const { api } = new Sandbox({ users: new Map() })
    const said: string[] = []
    return { api, said, file: new StateFile(path, api.store, (sentence) => said.push(sentence)) }
  }

  it('is there again after a restart, and old versions of it are gone', () => {
    const before = open()
    furnish(before.api)
    before.file.write()
    const after = open()
    expect(after.file.load()).toBe(true)
    expect(after.said).toEqual([])
    const { version, objects } = before.api.store.snapshot()
    expect(after.api.store.snapshot().objects).toEqual(objects)
    expect(() => after.api.store.since(100)).toThrow('too old resource version')
    // Some may have seen more than was written.
    expect(() => after.api.store.since(version + 1)).toThrow('too old resource version')
  })

  it('gives no pod an address that another one has from before', () => {
    const start = Date.parse('2026-01-15T12:00:00Z')
    const before = new Sandbox({ users: new Map(), clock: new Clock(1, start - storyLength) })
    tellStory(before.api, before.queue, start)
    const after = new Sandbox({ users: new Map(), clock: new Clock(1, start) })
    after.api.store.restore(before.api.store.snapshot())
    after.queue.wakeAll(after.api.store)
    after.api.delete('pods', 'shop', 'orders-db-0')
    after.queue.runTo(start + 60_000)
    const addresses = after.api.store.list('pods').flatMap(({ status }) => status?.podIP ?? [])
    expect(addresses.length).toBeGreaterThan(15)
    expect(new Set(addresses).size).toBe(addresses.length)
  })

  it.each(['', '{"version":1,"objects":{"pods":[{}]}}', '[1,2'])(
    'that cannot be read (%s) is set aside',
    (text) => {
      writeFileSync(join(folder, 'state.json'), text)
      const { file, said } = open()
      expect(file.load()).toBe(false)
      const [aside = ''] = readdirSync(folder)
      expect(readFileSync(join(folder, aside), 'utf8')).toBe(text)
      expect(said).toEqual([
        `The sandbox could not read its state and begins anew. What was there is set aside as ${join(folder, aside)}.`,
      ])
    },
  )

  it('that a full disk does not take is said, and kept when there is room again', () => {
    symlinkSync('/dev/full', join(folder, 'state.json.new'))
    const { file, said } = open()
    file.write()
    expect(said).toEqual([
      `The sandbox cannot write ${join(folder, 'state.json')}: the disk is full. It goes on in memory: what changes now is gone when it ends.`,
    ])
    expect(readdirSync(folder)).toEqual([])
    file.write()
    expect(readdirSync(folder)).toEqual(['state.json'])
    expect(open().file.load()).toBe(true)
  })

  it('that cannot be written is said once', () => {
    writeFileSync(join(folder, 'file'), '')
    const { file, said } = open(join(folder, 'file', 'state.json'))
    file.write()
    file.write()
    expect(said).toHaveLength(1)
  })

  it.each([
    ['EROFS', 'the folder is read-only'],
    ['EACCES', 'the folder may not be written to'],
  ])('says why not (%s)', (code, why) => {
    const said = cannotWrite('/a', Object.assign(new Error('no'), { code }))
    expect(said).toBe(`The sandbox cannot write /a: ${why}.`)
  })
})

describe('the process of a sandbox', () => {
  const connect = (kubeconfig: string) => new Cluster('sandbox', () => readKubeconfigFile(kubeconfig))
  const note = { metadata: { name: 'note' }, data: { key: 'value' } }

  it('comes back as it was, for those who were connected', async () => {
    const first = await forkSandbox(folder)
    const cluster = connect(first.kubeconfig)
    await createObject(cluster, 'configmaps', namespace, note)
    await first.stop()
    const token = await cluster.authorization()
    const second = await forkSandbox(folder)
    const again = connect(second.kubeconfig)
    expect(await again.authorization()).toEqual(token)
    expect((await getObject(again, 'configmaps', namespace, 'note' as ObjectName)).data).toEqual(note.data)
    await second.stop()
  })

  it('is started again where it was when it ends by itself, and that is said', async () => {
    const said: string[] = []
    const sandbox = await keepSandbox(folder, (sentence) => said.push(sentence))
    const cluster = connect(sandbox.kubeconfig)
    const read = (name: string) => outcome(getObject(cluster, 'configmaps', namespace, name as ObjectName))
    await createObject(cluster, 'configmaps', namespace, note)
    await vi.waitFor(() => expect(readFileSync(join(folder, 'state.json'), 'utf8')).toContain('"note"'), {
      timeout: 10_000,
    })
    const before = sandbox.pid()
    process.kill(before, 'SIGKILL')
    await vi.waitFor(() => expect(sandbox.pid()).not.toBe(before), { timeout: 15_000 })
    expect(await read('note')).toBe('ok')
    expect(said).toEqual(['The sandbox ended (SIGKILL). It is started again in 1 s.'])
    await sandbox.stop()
    expect(said).toHaveLength(1)
  })

  it('goes on in memory where its folder cannot be written to, and with a kubeconfig that is none', async () => {
    writeFileSync(join(folder, 'file'), '')
    const sandbox = await forkSandbox(join(folder, 'file', 'data'))
    const cluster = connect(sandbox.kubeconfig)
    await createObject(cluster, 'configmaps', namespace, note)
    expect(await outcome(getObject(cluster, 'configmaps', namespace, 'note' as ObjectName))).toBe('ok')
    await sandbox.stop()
    rmSync(join(sandbox.kubeconfig, '..'), { recursive: true })
    writeFileSync(join(folder, 'kubeconfig'), '{')
    const other = await forkSandbox(folder)
    expect(await outcome(getObject(connect(other.kubeconfig), 'namespaces', null, namespace))).toBe('ok')
    await other.stop()
  })
})
