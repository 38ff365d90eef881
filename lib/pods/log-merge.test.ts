import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { LogItem } from './container-log.ts'
import { LogMerge } from './log-merge.ts'

const line = (second: number, text: string): LogItem => {
  const at = `${new Date(second * 1000).toISOString().slice(0, 19)}.000000000Z`
  return { kind: 'line', at, line: Buffer.from(`${at} ${text}`) }
}

async function* inBatches(items: readonly LogItem[], size: number): AsyncGenerator<LogItem[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size)
}

async function* silent(): AsyncGenerator<LogItem[]> {
  await new Promise(() => undefined)
}

const textOf = (item: LogItem) =>
  item.kind === 'mark' ? item.mark.kind : Buffer.from(item.line).toString().slice(31)

async function readAll(merge: LogMerge): Promise<string[]> {
  const texts: string[] = []
  while (!merge.isOver) for (const { item } of await merge.next()) texts.push(textOf(item))
  return texts
}

describe('several logs as one', () => {
  it('go by the times of their lines, however they arrive', async () => {
    const merge = new LogMerge()
    const odd = [1, 3, 5, 7, 9].map((second) => line(second, `a${second}`))
    const even = [2, 4, 6, 8].map((second) => line(second, `b${second}`))
    merge.add(0, inBatches(odd, 1))
    merge.add(1, inBatches(even, 3))
    expect(await readAll(merge)).toEqual(['a1', 'b2', 'a3', 'b4', 'a5', 'b6', 'a7', 'b8', 'a9'])
  })

  it('go by their times also where the cluster is slow to open them', async () => {
    async function* late(ms: number, items: readonly LogItem[]): AsyncGenerator<LogItem[]> {
      await sleep(ms)
      yield* inBatches(items, 5)
    }
    const merge = new LogMerge()
    merge.add(0, late(700, [line(1, 'a1'), line(3, 'a3')]))
    merge.add(1, late(300, [line(2, 'b2'), line(4, 'b4')]))
    expect(await readAll(merge)).toEqual(['a1', 'b2', 'a3', 'b4'])
  })

  it('keep a mark behind the line before it', async () => {
    const merge = new LogMerge()
    const gone: LogItem = { kind: 'mark', mark: { kind: 'gone' } }
    merge.add(0, inBatches([line(1, 'a1'), gone], 5))
    merge.add(1, inBatches([line(2, 'b2')], 5))
    expect(await readAll(merge)).toEqual(['a1', 'gone', 'b2'])
  })

  it('do not wait for one that says nothing', async () => {
    const merge = new LogMerge()
    merge.add(0, silent())
    merge.add(1, inBatches([line(1, 'b1'), line(2, 'b2')], 1))
    const batches = [await merge.next(), await merge.next()]
    expect(batches.flat().map(({ item }) => textOf(item))).toEqual(['b1', 'b2'])
  })

  it('let a line of a quiet pod through a storm', async () => {
    const merge = new LogMerge()
    const long = 'x'.repeat(1000)
    const storm = Array.from({ length: 5000 }, (_, second) => line(second, long))
    merge.add(0, inBatches(storm, 64))
    merge.add(1, inBatches([line(100_000, 'quiet')], 1))
    const texts = await readAll(merge)
    expect(texts).toHaveLength(5001)
    expect(texts.indexOf('quiet')).toBeLessThan(1500)
  })

  it('read no further than somebody asks', async () => {
    let read = 0
    async function* counted(): AsyncGenerator<LogItem[]> {
      for (;;) yield [line(read++, 'x'.repeat(60_000))]
    }
    const merge = new LogMerge()
    merge.add(0, counted())
    await merge.next()
    await merge.next()
    expect(read).toBeLessThan(6)
  })

  it('know up to where everything went out', async () => {
    const merge = new LogMerge()
    merge.add(0, inBatches([line(1, 'a1'), line(9, 'a9')], 1))
    merge.add(1, inBatches([line(2, 'b2')], 1))
    expect(merge.sentAt).toBe('')
    await readAll(merge)
    expect(merge.sentAt).toBe('')
  })
})
