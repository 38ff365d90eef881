import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LogFeed } from './log-feed'

const source = '!{"kind":"source","n":0,"pod":"web-0","uid":"u","container":"main","ordinal":0}\n@0\n'
const stamp = (second: number) => `2026-01-01T00:00:${String(second).padStart(2, '0')}.000000000Z`

/** Writes a line each 20 ms; whoever asks with `since` gets those of that second again and all later ones. */
class Writer {
  count = 0
  readonly asked: (string | null)[] = []
  readonly open = new Set<ServerResponse>()
  readonly server = createServer((request, response) => {
    const since = new URL(request.url ?? '', 'http://localhost').searchParams.get('since')
    this.asked.push(since)
    this.open.add(response)
    response.on('close', () => this.open.delete(response))
    response.write(source)
    const first = since === null ? 0 : Math.max(0, Number(/:(\d\d)\./.exec(since)?.[1] ?? 0))
    for (let line = first; line < this.count; line++) response.write(`${stamp(line)} line ${line}\n`)
  })
  readonly timer = setInterval(() => {
    const sent = JSON.stringify({
      kind: 'sent',
      at: `2026-01-01T00:00:${String(this.count).padStart(2, '0')}.000Z`,
    })
    for (const response of this.open) response.write(`${stamp(this.count)} line ${this.count}\n!${sent}\n`)
    if (++this.count > 59) clearInterval(this.timer)
  }, 20)
}

let writer: Writer
let feed: LogFeed
let running: Promise<void>

beforeEach(async () => {
  writer = new Writer()
  await new Promise<void>((resolve) => writer.server.listen(0, '127.0.0.1', resolve))
  const { port } = writer.server.address() as AddressInfo
  const url = (since: string | null) =>
    new URL(`http://127.0.0.1:${port}/${since === null ? '' : `?since=${since}`}`)
  feed = new LogFeed({ url, changed: () => undefined, restMs: 100 })
  running = feed.run()
})
afterEach(async () => {
  feed.stop()
  await running
  clearInterval(writer.timer)
  writer.server.closeAllConnections()
  writer.server.close()
})

function linesOf({ store }: LogFeed, isMark: boolean): string[] {
  const lines = Array.from({ length: store.end }, (_, number) => store.get(number))
  return lines.flatMap((line) => (line?.isMark === isMark ? [line.text] : []))
}

describe('a log in a hidden tab', () => {
  it('leaves its connection to others, and goes on without a lost or doubled line when it is seen', async () => {
    await expect.poll(() => linesOf(feed, false).length).toBeGreaterThan(3)
    feed.setHidden(true)
    await expect.poll(() => writer.open.size).toBe(0)
    expect(feed.state.kind).toBe('resting')
    const before = writer.count
    await expect.poll(() => writer.count).toBeGreaterThan(before + 5)
    expect(writer.asked).toHaveLength(1)
    feed.setHidden(false)
    await expect.poll(() => linesOf(feed, false).length).toBeGreaterThan(before + 8)
    const lines = linesOf(feed, false)
    expect(lines).toEqual(lines.map((_, number) => `line ${number}`))
    expect(linesOf(feed, true).map((mark) => JSON.parse(mark).kind)).toEqual(['rested'])
    expect(writer.asked).toHaveLength(2)
  })

  it('goes on as it was where it is seen again soon', async () => {
    await expect.poll(() => linesOf(feed, false).length).toBeGreaterThan(3)
    feed.setHidden(true)
    feed.setHidden(false)
    const before = writer.count
    await expect.poll(() => writer.count).toBeGreaterThan(before + 10)
    expect(writer.asked).toHaveLength(1)
    expect(feed.state.kind).toBe('open')
  })

  it('that is paused rests, too, and is paused when it is seen', async () => {
    await expect.poll(() => linesOf(feed, false).length).toBeGreaterThan(3)
    feed.setPaused(true)
    feed.setHidden(true)
    await expect.poll(() => writer.open.size).toBe(0)
    feed.setHidden(false)
    await expect.poll(() => writer.asked.length).toBe(2)
    const { end } = feed.store
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(feed.store.end).toBe(end)
    feed.setPaused(false)
    await expect.poll(() => feed.store.end).toBeGreaterThan(end)
    const lines = linesOf(feed, false)
    expect(lines).toEqual(lines.map((_, number) => `line ${number}`))
  })

  it('is left while it rests', async () => {
    feed.setHidden(true)
    await expect.poll(() => feed.state.kind).toBe('resting')
    feed.stop()
    await running
    expect(writer.asked.length).toBeLessThanOrEqual(1)
  })
})
