import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError } from '../errors.ts'
import type { LogWindow } from '../kubernetes/logs.ts'
import { ContainerLog, type LogStart } from './container-log.ts'
import type { LogContainer } from './log-pod.ts'
import { timeOf } from './log-wire.ts'

interface Run {
  readonly lines: string[]
  isOver: boolean
}

const stamp = (second: number) => `${new Date(second * 1000).toISOString().slice(0, 19)}.000000001Z`

/** A node with one container, as the kubelet serves its logs: those of the present run and of the one before. */
class Node {
  readonly runs: Run[] = [{ lines: [], isOver: false }]
  isGone = false
  /** What the watch says may be late. */
  seenRun = 0
  /** The present stream breaks instead of going on. */
  isCut = false
  asked: LogWindow[] = []
  second = 100
  #changed = Promise.withResolvers<void>()

  write(...texts: string[]): void {
    for (const text of texts) this.runs.at(-1)?.lines.push(`${stamp(this.second++)} ${text}\n`)
    this.change()
  }

  restart(): void {
    const last = this.runs.at(-1)
    if (last !== undefined) last.isOver = true
    this.runs.push({ lines: [], isOver: false })
    this.change()
  }

  see(): void {
    this.seenRun = this.runs.length - 1
    this.change()
  }

  change(): void {
    this.#changed.resolve()
    this.#changed = Promise.withResolvers<void>()
  }

  readonly changed = (ms: number) =>
    Promise.race([
      this.#changed.promise,
      new Promise<void>((resolve) => setTimeout(resolve, Math.min(ms, 5))),
    ])

  readonly find = (): LogContainer | null => {
    if (this.isGone) return null
    const run = this.seenRun
    const isOver = this.runs[run]?.isOver === true && run === this.runs.length - 1
    const last = run > 0 ? { reason: 'Error', exitCode: 3, at: stamp(this.second) } : null
    const how = { reason: isOver ? 'Completed' : '', exitCode: 0 }
    return { name: 'main', isInit: false, run, state: isOver ? 'ended' : 'running', ...how, last }
  }

  readonly open = async (window: LogWindow): Promise<ReadableStream<Uint8Array>> => {
    this.asked.push(window)
    const run = this.runs[this.runs.length - (window.previous ? 2 : 1)]
    if (run === undefined) throw new AppError('cluster_invalid')
    const since = window.sinceTime ? Math.floor(Date.parse(window.sinceTime) / 1000) * 1000 : 0
    const isIn = (line: string) => timeOf(line.split(' ')[0] ?? '') >= since
    let at = window.tailLines ? Math.max(0, run.lines.length - window.tailLines) : 0
    return new ReadableStream<Uint8Array>({
      pull: async (controller) => {
        for (;;) {
          if (this.isCut) {
            this.isCut = false
            throw new AppError('cluster_unreachable')
          }
          const line = run.lines[at]
          if (line !== undefined) {
            at++
            if (isIn(line)) return controller.enqueue(Buffer.from(line))
          } else if (!window.follow || run.isOver || this.isGone) return controller.close()
          else await this.changed(1000)
        }
      },
    })
  }
}

const following: LogStart = { tail: 1000, since: null, withPrevious: false, follow: true }

/** Texts as they come, marks by their kind in brackets. */
async function* texts(node: Node, start: LogStart): AsyncGenerator<string> {
  const { find, changed, open } = node
  const { signal } = new AbortController()
  for await (const items of new ContainerLog(start, { find, changed, open, signal }).read())
    for (const item of items)
      yield item.kind === 'mark' ? `[${item.mark.kind}]` : Buffer.from(item.line).toString().slice(31)
}

async function take(log: AsyncGenerator<string>, count: number): Promise<string[]> {
  const taken: string[] = []
  while (taken.length < count) {
    const { done, value } = await log.next()
    if (done) break
    taken.push(value)
  }
  return taken
}

describe('the log of a container', () => {
  it('goes on after a broken connection without a line that is lost or doubled', async () => {
    const node = new Node()
    node.write('1', '2')
    const log = texts(node, following)
    expect(await take(log, 2)).toEqual(['1', '2'])
    node.isCut = true
    node.write('3', '4')
    expect(await take(log, 4)).toEqual(['[lost]', '[resumed]', '3', '4'])
  })

  it('goes through a restart with all that the former run wrote', async () => {
    const node = new Node()
    node.write('1')
    const log = texts(node, following)
    expect(await take(log, 1)).toEqual(['1'])
    node.write('2')
    node.restart()
    node.write('3')
    node.see()
    expect(await take(log, 3)).toEqual(['2', '[restart]', '3'])
  })

  it('finds the end of the former run also when the watch is late', async () => {
    const node = new Node()
    node.write('1')
    const log = texts(node, following)
    expect(await take(log, 1)).toEqual(['1'])
    node.isCut = true
    node.write('2')
    node.restart()
    node.write('3')
    expect(await take(log, 4)).toEqual(['[lost]', '[resumed]', '2', '[restart]'])
    expect(await take(log, 1)).toEqual(['3'])
  })

  it('says that lines may be missing when runs came and went unseen', async () => {
    const node = new Node()
    node.write('1')
    const log = texts(node, following)
    expect(await take(log, 1)).toEqual(['1'])
    node.isCut = true
    node.restart()
    node.write('2')
    node.restart()
    node.write('3')
    node.see()
    expect(await take(log, 6)).toEqual(['[lost]', '2', '[gap]', '[restart]', '[resumed]', '3'])
  })

  it('begins with the previous run where it is asked for', async () => {
    const node = new Node()
    node.write('1')
    node.restart()
    node.write('2')
    node.see()
    expect(await take(texts(node, { ...following, withPrevious: true }), 3)).toEqual(['1', '[restart]', '2'])
    const since = { ...following, tail: null, since: stamp(99) }
    expect(await take(texts(node, since), 3)).toEqual(['1', '[restart]', '2'])
    expect(await take(texts(node, following), 1)).toEqual(['2'])
  })

  it('ends with the pod, and says so', async () => {
    const node = new Node()
    node.write('1')
    const log = texts(node, following)
    await take(log, 1)
    node.isGone = true
    node.change()
    expect(await take(log, 5)).toEqual(['[gone]'])
  })

  it('is read once to its end where it is not followed', async () => {
    const node = new Node()
    node.write('1', '2', '3')
    expect(await take(texts(node, { ...following, follow: false, tail: 2 }), 9)).toEqual(['2', '3'])
  })

  it('of a container that ended is read once', async () => {
    const node = new Node()
    node.write('1')
    const [run] = node.runs
    if (run !== undefined) run.isOver = true
    const log = texts(node, following)
    expect(await take(log, 2)).toEqual(['1', '[ended]'])
    node.restart()
    node.write('2')
    node.see()
    expect(await take(log, 2)).toEqual(['[restart]', '2'])
    expect(node.asked.filter(({ previous }) => previous !== true)).toHaveLength(2)
  })

  it('has each line once and in order, whatever happens; where one is missing it says so', async () => {
    const happenings = fc.array(fc.constantFrom('write', 'write', 'restart', 'cut', 'see', 'wait'), {
      maxLength: 20,
    })
    await fc.assert(
      fc.asyncProperty(happenings, async (steps) => {
        const node = new Node()
        node.write('0')
        const got: string[] = []
        const isStarted = Promise.withResolvers<void>()
        const isEnd = Promise.withResolvers<void>()
        const read = async () => {
          for await (const text of texts(node, following)) {
            got.push(text)
            isStarted.resolve()
            if (text === 'end') return isEnd.resolve()
          }
        }
        void read()
        await isStarted.promise
        let count = 1
        for (const step of steps) {
          if (step === 'write') node.write(String(count++))
          if (step === 'restart') node.restart()
          if (step === 'see') node.see()
          if (step === 'cut') {
            node.isCut = true
            node.change()
          }
          await new Promise((resolve) => setTimeout(resolve, step === 'wait' ? 12 : 0))
        }
        node.see()
        node.isCut = false
        node.write('end')
        await isEnd.promise
        const lines = got.filter((text) => !text.startsWith('['))
        const all = [...Array.from({ length: count }, (_, number) => String(number)), 'end']
        expect(lines).toEqual(all.filter((text) => lines.includes(text)))
        if (!got.includes('[gap]')) expect(lines).toEqual(all)
      }),
      { numRuns: 60 },
    )
  })
})
