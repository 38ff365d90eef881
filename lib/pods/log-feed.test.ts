import { describe, expect, it, vi } from 'vitest'
import type { ProjectScope } from '../auth/scope.ts'
import { AppError } from '../errors.ts'
import { namespace, Wire } from '../kubernetes/testing.ts'
import { maxSources, openLogFeed } from './log-feed.ts'
import type { LogContainer, LogPod } from './log-pod.ts'

const kubeconfig = vi.hoisted(() => {
  process.env.KUBECONFIG = `/tmp/ordinal-log-feed-${process.pid}`
  return process.env.KUBECONFIG
})
const wire = Wire.forTests(kubeconfig)

const scope = { project: { cluster: 'test', namespace } } as ProjectScope<'pod:log'>
const container: LogContainer = {
  ...{ name: 'main', isInit: false, run: 0, state: 'running', reason: '', exitCode: 0, last: null },
}
const pod = (ordinal: number): LogPod => ({
  ...{ name: `web-${ordinal}`, uid: `uid-${ordinal}`, ordinal, containers: [container] },
})
const whole = { tail: null, since: null, withPrevious: false, follow: false, containers: [] }

/** Pods that can be added to. */
class Pods {
  readonly #pods: LogPod[]
  #changed: () => void = () => undefined
  constructor(...pods: LogPod[]) {
    this.#pods = pods
  }
  readonly read = () => this.#pods
  readonly onChange = (changed: () => void) => {
    this.#changed = changed
    return () => undefined
  }
  add(one: LogPod): void {
    this.#pods.push(one)
    this.#changed()
  }
}

const stamp = (second: number) => `2026-01-01T00:00:${String(second).padStart(2, '0')}.000000000Z`

async function readLines(
  stream: ReadableStream<Uint8Array>,
  until: (text: string) => boolean,
): Promise<string[]> {
  const reader = stream.getReader()
  let text = ''
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    text += Buffer.from(part.value).toString()
    if (until(text)) break
  }
  await reader.cancel()
  return text.split('\n').filter((line) => line !== '')
}

describe('the stream of a log', () => {
  it('names its sources, merges their lines and ends', async () => {
    wire.handle = (request, response) => {
      const second = request.url?.includes('web-1') ? 1 : 0
      response.end([0, 2, 4].map((step) => `${stamp(step + second)} line ${step + second}\n`).join(''))
    }
    const stream = openLogFeed(scope, new Pods(pod(0), pod(1)), whole, AbortSignal.timeout(5000))
    const lines = await readLines(stream, () => false)
    expect(lines.filter((line) => line.startsWith('2026')).map((line) => line.slice(31))).toEqual(
      [0, 1, 2, 3, 4, 5].map((number) => `line ${number}`),
    )
    expect(lines[0]).toContain('"pod":"web-0"')
    expect(lines.at(-1)).toBe('!{"kind":"done"}')
    expect(wire.recorded[0]).toBe(
      'GET /api/v1/namespaces/team-a/pods/web-0/log?container=main&follow=false&previous=false&timestamps=true',
    )
  })

  it('goes on with pods that come later', async () => {
    wire.handle = (request, response) => {
      response.write(`${stamp(0)} of ${/web-\d/.exec(request.url ?? '')?.[0]}\n`)
    }
    const pods = new Pods(pod(0))
    const gone = new AbortController()
    const stream = openLogFeed(scope, pods, { ...whole, follow: true }, gone.signal)
    const read = readLines(stream, (text) => {
      if (text.includes('of web-0') && !text.includes('"web-1"')) pods.add(pod(1))
      return text.includes('of web-1')
    })
    expect((await read).at(-1)).toContain('of web-1')
  })

  it('of too many containers says how many it leaves out', async () => {
    wire.handle = (_request, response) => response.end()
    const many = Array.from({ length: maxSources + 7 }, (_, ordinal) => pod(ordinal))
    const lines = await readLines(
      openLogFeed(scope, new Pods(...many), whole, AbortSignal.timeout(5000)),
      () => false,
    )
    expect(lines).toContain('!{"kind":"more","count":7}')
  })

  it('that nobody reads is not read from the node, and ends with its reader', async () => {
    let sent = 0
    let isClosed = false
    wire.handle = (_request, response) => {
      const line = Buffer.from(`${stamp(0)} ${'x'.repeat(1000)}\n`)
      const push = () => {
        while (!isClosed && response.write(line)) sent += line.length
        sent += line.length
      }
      response.on('drain', push).on('close', () => {
        isClosed = true
      })
      push()
    }
    const stream = openLogFeed(
      scope,
      new Pods(pod(0)),
      { ...whole, follow: true },
      AbortSignal.timeout(20_000),
    )
    const reader = stream.getReader()
    let read = 0
    while (read < 200_000) read += (await reader.read()).value?.length ?? 0
    // The sender has stopped when two looks, a round trip apart, see the same.
    let before = -1
    for (let looks = 0; looks < 200 && before !== sent; looks++) {
      before = sent
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    expect(sent).toBeLessThan(16 * 1024 * 1024)
    await reader.cancel()
    await expect.poll(() => isClosed).toBe(true)
  })

  it('says that the connection broke, and goes on', async () => {
    let calls = 0
    wire.handle = (request, response) => {
      calls++
      const lines = [1, 2, 3].map((second) => `${stamp(second)} line ${second}\n`)
      if (calls === 1) {
        response.write(lines.slice(0, 2).join(''))
        setTimeout(() => response.socket?.resetAndDestroy(), 20)
        return
      }
      expect(request.url).toContain('sinceTime=2026-01-01T00%3A00%3A01.000Z')
      response.write(lines.join(''))
    }
    const gone = new AbortController()
    const stream = openLogFeed(scope, new Pods(pod(0)), { ...whole, follow: true }, gone.signal)
    const lines = await readLines(stream, (text) => text.includes('line 3'))
    expect(lines.filter((line) => !line.includes('"sent"')).slice(2)).toEqual([
      `${stamp(1)} line 1`,
      `${stamp(2)} line 2`,
      '!{"kind":"lost","code":"cluster_unreachable","n":0}',
      '!{"kind":"resumed","n":0}',
      `${stamp(3)} line 3`,
    ])
  })

  it('that is cut off breaks where it is a download, and is never said to be whole', async () => {
    wire.handle = (_request, response) => void response.write(`${stamp(0)} line\n`)
    for (const follow of [false, true]) {
      const gone = new AbortController()
      const reader = openLogFeed(scope, new Pods(pod(0)), { ...whole, follow }, gone.signal).getReader()
      expect(Buffer.from((await reader.read()).value ?? []).toString()).toContain('source')
      const why = new AppError('forbidden')
      gone.abort(why)
      if (follow) expect(await reader.read()).toEqual({ done: true, value: undefined })
      else await expect(reader.read()).rejects.toBe(why)
    }
  })
})
