import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { ProjectScope } from '../auth/scope.ts'
import { answer, failure, type Handler, namespace, Wire } from '../kubernetes/testing.ts'
import { maxHits, type SearchNews } from './log-query.ts'
import { searchLogSchema } from './schema.ts'
import { searchLog } from './search-log.ts'

const kubeconfig = vi.hoisted(() => {
  process.env.KUBECONFIG = `/tmp/ordinal-search-log-${process.pid}`
  return process.env.KUBECONFIG
})
const wire = Wire.forTests(kubeconfig)

const pod = {
  metadata: { name: 'web-0', uid: 'uid-0', resourceVersion: '1' },
  spec: { containers: [{ name: 'main' }] },
}
/** How the node answers for a log: the present run, and the one before it. */
let writeLog: Handler
let writePrevious: Handler

beforeEach(() => {
  writePrevious = answer(400, { reason: 'BadRequest' })
  wire.handle = (request, response) => {
    const url = request.url ?? ''
    if (url.includes('/log?')) (url.includes('previous=true') ? writePrevious : writeLog)(request, response)
    else if (url.includes('watch=')) response.writeHead(200).flushHeaders()
    else if (url.includes('/pods'))
      answer(200, { metadata: { resourceVersion: '1' }, items: [pod] })(request, response)
    else answer(200, { metadata: { resourceVersion: '1' }, items: [] })(request, response)
  }
})

let people = 0
/** Each is asked by another person. */
async function find(query: object, signal = AbortSignal.timeout(20_000)): Promise<SearchNews[]> {
  const stream = await open(query, { id: `user-${people++}` }, signal)
  const text = await new Response(stream).text()
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as SearchNews)
}

function open(query: object, user: object, signal: AbortSignal) {
  const scope = { project: { cluster: 'test', namespace }, user } as ProjectScope<'pod:log'>
  const input = searchLogSchema.parse({ pod: 'web-0', container: 'main', ...query })
  return searchLog(scope, input, signal)
}

const stamp = (second: number) => `2026-01-01T00:00:${String(second).padStart(2, '0')}.000000000Z`
const lines = (...texts: string[]) => texts.map((text, second) => `${stamp(second)} ${text}\n`).join('')
const hitsOf = (news: readonly SearchNews[]) => news.filter((one) => one.kind === 'hit')
const endOf = (news: readonly SearchNews[]) => news.at(-1)

describe('a search of a whole log', () => {
  it('tells hits with their numbers, times and places, then how it ended', async () => {
    writeLog = (_request, response) =>
      response.end(
        lines('nothing', `${'x'.repeat(500)} \u001b[31mnee\u001b[0mdle ${'y'.repeat(500)}`, 'Needle'),
      )
    const news = await find({ text: 'needle' })
    const hits = hitsOf(news)
    expect(hits.map(({ line, at }) => [line, at])).toEqual([
      [2, stamp(1)],
      [3, stamp(2)],
    ])
    expect(hits.map(({ text, from, to }) => text.slice(from, to))).toEqual(['needle', 'Needle'])
    expect(hits[0]?.text).toHaveLength(240)
    expect(endOf(news)).toEqual({ kind: 'end', reason: 'whole', lines: 3, hits: 2 })
  })

  it.each<[string, object, number[]]>([
    ['an expression', { text: '^\\d+$', isRegex: 'true' }, [1]],
    ['text in its case', { text: 'ERROR', isCase: 'true' }, [2]],
    ['a level alone', { level: 'warn' }, [2, 3]],
    ['Chinese', { text: '副本' }, [4]],
  ])('finds %s', async (_name, query, numbers) => {
    writeLog = (_request, response) => response.end(lines('123', '[ERROR] a', 'WARN error', '副本集'))
    expect(hitsOf(await find(query)).map(({ line }) => line)).toEqual(numbers)
  })

  it.each([{}, { text: '[', isRegex: 'true' }, { text: 'x'.repeat(1001) }])('takes no %j', (query) => {
    expect(searchLogSchema.safeParse({ pod: 'web-0', container: 'main', ...query }).success).toBe(false)
  })

  it('looks in the run before where that is asked, and numbers each by itself', async () => {
    writePrevious = (_request, response) => response.end(lines('a', 'hit'))
    writeLog = (_request, response) => response.end(lines('hit'))
    const hits = hitsOf(await find({ text: 'hit', withPrevious: 'true' }))
    expect(hits.map(({ line, isPrevious }) => [line, isPrevious])).toEqual([
      [2, true],
      [1, false],
    ])
  })

  it('is the whole of it where there is no run before', async () => {
    writeLog = (_request, response) => response.end(lines('hit'))
    expect(endOf(await find({ text: 'hit', withPrevious: 'true' }))).toMatchObject({
      reason: 'whole',
      hits: 1,
    })
  })

  it('tells so many hits, and counts the others', async () => {
    writeLog = (_request, response) => response.end(lines(...Array(maxHits + 500).fill('hit')))
    const news = await find({ text: 'hit' })
    expect(hitsOf(news)).toHaveLength(maxHits)
    expect(endOf(news)).toMatchObject({ reason: 'whole', hits: maxHits + 500 })
  })

  it('of a line without an end keeps its beginning', async () => {
    writeLog = (_request, response) => {
      response.write(`${stamp(0)} needle `)
      for (let part = 0; part < 32; part++) response.write(Buffer.alloc(1024 * 1024, 'x'))
      response.end('\n')
    }
    expect(endOf(await find({ text: 'needle' }))).toEqual({ kind: 'end', reason: 'whole', lines: 1, hits: 1 })
  })

  it('ends an expression that would never come to its end, and lets that person wait', async () => {
    writeLog = (_request, response) => response.end(lines('x'.repeat(5000)))
    const user = { id: 'hasty' }
    const query = { text: '(x+x+)+y', isRegex: 'true' }
    const started = performance.now()
    const stream = await open(query, user, AbortSignal.timeout(20_000))
    expect(await new Response(stream).text()).toContain('"reason":"slow"')
    expect(performance.now() - started).toBeLessThan(5000)
    expect(await failure(open(query, user, AbortSignal.timeout(20_000)))).toMatchObject({ code: 'throttled' })
    expect(endOf(await find({ text: 'x', isRegex: 'true' }))).toMatchObject({ reason: 'whole' })
  })

  it.each([false, true])('holds nothing up with hostile lines (expression: %j)', async (isRegex) => {
    const hostile = ['\u009d', '\r', '\u001b]\u009d', '\u001b[38;'].map((unit) => `${unit.repeat(16_000)}x`)
    writeLog = (_request, response) => response.end(lines(...hostile, ...hostile, 'x'.repeat(5000)))
    let longest = 0
    let at = performance.now()
    const timer = setInterval(() => {
      longest = Math.max(longest, performance.now() - at)
      at = performance.now()
    }, 5)
    const news = await find({ text: '(x+x+)+y', isRegex: String(isRegex) })
    clearInterval(timer)
    expect(endOf(news)).toMatchObject({ reason: isRegex ? 'slow' : 'whole' })
    expect(longest).toBeLessThan(150)
  })

  it('is the only one of its person: another one ends it', async () => {
    writeLog = (_request, response) => void response.write(lines('hit').repeat(20_000))
    const user = { id: 'two-tabs' }
    const first = new Response(await open({ text: 'hit' }, user, AbortSignal.timeout(20_000))).text()
    const gone = new AbortController()
    const second = await open({ text: 'hit' }, user, gone.signal)
    expect(await first).toContain('"reason":"replaced"')
    gone.abort()
    expect(await new Response(second).text()).toContain('"reason":"lost"')
  })

  it('is one of few in the process, and leaves its place however it ends', async () => {
    writeLog = (_request, response) => void response.write(lines('hit').repeat(20_000))
    const start = (at: number) => open({ text: 'hit' }, { id: `one-of-${at}` }, AbortSignal.timeout(20_000))
    for (let round = 0; round < 2; round++) {
      const all = await Promise.all([0, 1, 2, 3, 4, 5].map(start))
      expect(await failure(start(6))).toMatchObject({ code: 'throttled' })
      // Nobody has read from half of them.
      for (const stream of all.slice(0, 3)) await stream.getReader().read()
      await Promise.all(all.slice(3).map((stream) => stream.cancel()))
      for (let at = 0; at < 3; at++) await (await start(at)).cancel()
    }
    const last = await start(6)
    await last.cancel()
  })

  it('says that the cluster was lost on the way', async () => {
    writeLog = (_request, response) => {
      response.write(lines('hit'))
      setTimeout(() => response.socket?.resetAndDestroy(), 20)
    }
    expect(endOf(await find({ text: 'hit' }))).toMatchObject({ reason: 'lost' })
  })

  it('that nobody reads is not read from the node, and ends with its reader', async () => {
    let sent = 0
    let isClosed = false
    writeLog = (_request, response) => {
      const line = Buffer.from(lines('hit').repeat(1000))
      const push = () => {
        while (!isClosed && response.write(line)) sent += line.length
      }
      response.on('drain', push).on('close', () => {
        isClosed = true
      })
      push()
    }
    const stream = await open({ text: 'hit' }, { id: 'left' }, AbortSignal.timeout(20_000))
    const reader = stream.getReader()
    await reader.read()
    let before = -1
    for (let looks = 0; looks < 200 && before !== sent; looks++) {
      before = sent
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    expect(sent).toBeLessThan(16 * 1024 * 1024)
    await reader.cancel()
    await expect.poll(() => isClosed).toBe(true)
  })

  it('of a container that is not there is refused', async () => {
    expect(await failure(find({ container: 'none', text: 'x' }))).toMatchObject({ code: 'not_found' })
  })
})
