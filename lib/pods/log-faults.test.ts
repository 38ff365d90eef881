import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { readdirSync, readlinkSync } from 'node:fs'
import type { Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { ProjectScope } from '../auth/scope.ts'
import { namespace, Wire } from '../kubernetes/testing.ts'
import { openLogFeed } from './log-feed.ts'
import type { LogContainer, LogPod, LogPods } from './log-pod.ts'
import { maxLineBytes } from './log-wire.ts'

const kubeconfig = vi.hoisted(() => {
  process.env.KUBECONFIG = `/tmp/ordinal-log-faults-${process.pid}`
  return process.env.KUBECONFIG
})
const wire = Wire.forTests(kubeconfig)

const scope = { project: { cluster: 'test', namespace } } as ProjectScope<'pod:log'>
const container: LogContainer = {
  ...{ name: 'main', isInit: false, run: 0, state: 'running', reason: '', exitCode: 0, last: null },
}
const pods = (count: number): LogPods => {
  const all = Array.from({ length: count }, (_, ordinal): LogPod => {
    return { name: `web-${ordinal}`, uid: `uid-${ordinal}`, ordinal, containers: [container] }
  })
  return { read: () => all, onChange: () => () => undefined }
}
const request = { tail: null, since: null, withPrevious: false, follow: true, containers: [] }
const open = (count = 1, signal = AbortSignal.timeout(30_000)) =>
  openLogFeed(scope, pods(count), request, signal).getReader()

const at = '2026-01-01T00:00:00.000000000Z'
const mebibyte = 1024 * 1024

/** This process's ends of its connections to the cluster, as undici opens them. */
const sockets = new Set<Socket>()
const note = (message: unknown) => void sockets.add((message as { socket: Socket }).socket)
beforeAll(() => subscribe('undici:client:connected', note))
afterAll(() => void unsubscribe('undici:client:connected', note))
const arrived = () => [...sockets].reduce((sum, { bytesRead }) => sum + bytesRead, 0)

/** Waits until two looks, a round trip apart, see the same. */
async function settled(look: () => number): Promise<number> {
  for (let before = -1; ; ) {
    const now = look()
    if (now === before) return now
    before = now
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** Reads what each of the ten says. */
async function readHellos(reader: ReturnType<typeof open>): Promise<void> {
  let text = ''
  while (text.split('hello').length <= 10) text += Buffer.from((await reader.read()).value ?? []).toString()
}

function countSockets(): number {
  return readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`).startsWith('socket:')
    } catch {
      return false
    }
  }).length
}

describe('a storm of lines', { timeout: 30_000 }, () => {
  it('of a log whose reader is slow fills no more than 1 MB here', async () => {
    const line = Buffer.from(`${at} ${'x'.repeat(1000)}\n`.repeat(60))
    wire.handle = (_request, response) => {
      const push = () => {
        while (response.write(line));
      }
      response.on('drain', push)
      push()
    }
    const before = arrived()
    const reader = open()
    let read = 0
    for (let parts = 0; parts < 50; parts++) read += (await reader.read()).value?.length ?? 0
    expect((await settled(arrived)) - before - read).toBeLessThan(mebibyte)
    await reader.cancel()
  })

  it('as one line of 100 MB without an end is cut, and that is said', async () => {
    wire.handle = (_request, response) => {
      response.write(`${at} `)
      const part = Buffer.alloc(mebibyte, 'x')
      let sent = 0
      const push = () => {
        while (sent < 100 && response.write(part)) sent++
        if (sent++ < 100) return
        response.removeListener('drain', push)
        response.write(`\n${at} next\n`)
      }
      response.on('drain', push)
      push()
    }
    const reader = open()
    let text = ''
    while (!text.includes(' next\n')) text += Buffer.from((await reader.read()).value ?? []).toString()
    const [long = ''] = text.split('\n').filter((line) => line.startsWith(at))
    expect(long).toHaveLength(maxLineBytes)
    const cut = /!\{"kind":"cut","bytes":(\d+)/.exec(text)?.[1]
    expect(Number(cut)).toBeGreaterThan(99 * mebibyte)
    await reader.cancel()
  })
})

describe('bytes that are no text', () => {
  it('come through as they are', async () => {
    const odd = Buffer.from([0xff, 0xfe, 0x00, 0xc3, 0x28, 0xe6, 0x0d])
    wire.handle = (_request, response) =>
      void response.write(Buffer.concat([Buffer.from(`${at} `), odd, Buffer.from('\n')]))
    const reader = open()
    let all = Buffer.alloc(0)
    while (!all.includes(odd)) all = Buffer.concat([all, (await reader.read()).value ?? Buffer.alloc(0)])
    await reader.cancel()
  })
})

describe('connections of logs', () => {
  it('are all closed when their readers leave, however they leave', async () => {
    wire.handle = (_request, response) => void response.write(`${at} hello\n`)
    const before = countSockets()
    const gone = new AbortController()
    const readers = Array.from({ length: 10 }, (_, index) =>
      open(10, index % 2 === 0 ? gone.signal : undefined),
    )
    await Promise.all(readers.map(readHellos))
    // Both ends of each are in this process.
    expect(countSockets() - before).toBeGreaterThanOrEqual(190)
    gone.abort()
    for (const reader of readers) await reader.cancel()
    await expect.poll(() => countSockets() - before, { timeout: 5000 }).toBeLessThanOrEqual(0)
  })
})
