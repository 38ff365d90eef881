import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test'
import { startWire } from '../e2e/wire.ts'
import type { ApiServer } from './api-server.ts'
import { type Figures, median, percentile } from './figures.ts'
import {
  countBytes,
  measureSearch,
  readBusy,
  readFirstRow,
  readHeap,
  readPainted,
  watchPage,
} from './page.ts'
import { nameOf, setDescription } from './seed.ts'

/** Rows of the first page, by name over all projects: the sets from 0 on. */
const visible = 50
const busySeconds = 15
/**
 * Requests after which the server's code is compiled: a page that people keep open all day is never the first. Counted in
 * hundreds, their median falls from 23 ms in the first to 16 in the sixth and 13 in the twelfth, and stays there.
 */
const warmUp = 600

export interface Bench {
  readonly api: ApiServer
  readonly url: string
  readonly pid: number
  readonly count: number
  /** Cookies of the administrator. */
  readonly storage: Awaited<ReturnType<BrowserContext['storageState']>>
  readonly launch: () => Promise<Browser>
}

let changes = 0

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
  })
}

async function openPage(browser: Browser, { storage, url }: Bench, isAwaited = true): Promise<Page> {
  const context = await browser.newContext({ storageState: storage, baseURL: url })
  const page = await context.newPage()
  await page.addInitScript(watchPage)
  await page.goto('/statefulsets')
  if (isAwaited) await readFirstRow(page)
  return page
}

export async function measureLoads(bench: Bench): Promise<Figures> {
  const cold: number[] = []
  const warm: number[] = []
  let bytes = { code: 0, data: 0 }
  for (let run = 0; run < 5; run++) {
    const browser = await bench.launch()
    const context = await browser.newContext({ storageState: bench.storage, baseURL: bench.url })
    const page = await context.newPage()
    await page.addInitScript(watchPage)
    const session = await context.newCDPSession(page)
    await session.send('Network.enable')
    const counted = countBytes(session)
    await page.goto('/statefulsets')
    cold.push(await readFirstRow(page))
    await sleep(1500)
    bytes = { ...counted }
    await page.goto('/statefulsets')
    warm.push(await readFirstRow(page))
    await browser.close()
  }
  const firstBytes: number[] = []
  for (let run = -warmUp; run < 200; run++) {
    const time = await measureFirstByte(bench)
    if (run >= 0) firstBytes.push(time)
  }
  return {
    'first row, cold browser, ms': median(cold),
    'first row, warm browser, ms': median(warm),
    'first byte p95, ms': percentile(firstBytes, 0.95),
    'JS + CSS, KB': bytes.code / 1024,
    'data, KB': bytes.data / 1024,
  }
}

function measureFirstByte({ url, storage }: Bench): Promise<number> {
  const cookie = storage.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  const start = performance.now()
  return new Promise((resolve, reject) => {
    const call = request(`${url}/statefulsets`, { headers: { cookie } }, (answer) => {
      const time = performance.now() - start
      answer.resume().on('end', () => resolve(time))
    })
    call.on('error', reject).end()
  })
}

export async function measureLive(bench: Bench): Promise<Figures> {
  const browser = await bench.launch()
  const page = await openPage(browser, bench)
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable')
  await sleep(30_000)
  const heap = await readHeap(session)
  const slow = await measureChanges(bench, page, 20, () => 1100 + Math.random() * 300)
  const quick = await measureChanges(bench, page, 60, () => 200 + Math.random() * 300)
  const before = bench.api.countReads()
  const [busyFrom, from] = [await readBusy(session), performance.now()]
  const storm = await measureChanges(bench, page, 50 * busySeconds, () => 20)
  const busy = (await readBusy(session)) - busyFrom
  const seconds = (performance.now() - from) / 1000
  await measureChanges(bench, page, 50 * busySeconds, () => 20)
  const searches: number[] = []
  for (let run = 0; run < 15; run++) {
    searches.push(await measureSearch(page, nameOf(Math.floor(Math.random() * bench.count)).slice(0, 8)))
    await sleep(300)
  }
  const figures = {
    'heap after 30 s, MB': heap,
    'heap after churn, MB': await readHeap(session),
    'change → painted, > 1 s apart, p50 ms': median(slow.times),
    'change → painted, > 1 s apart, p95 ms': percentile(slow.times, 0.95),
    'change → painted, 0.2–0.5 s apart, p50 ms': median(quick.times),
    'change → painted, 0.2–0.5 s apart, p95 ms': percentile(quick.times, 0.95),
    'change → painted, 50 a second, p50 ms': median(storm.times),
    'change → painted, 50 a second, p95 ms': percentile(storm.times, 0.95),
    'last changes never painted': slow.lost + quick.lost + storm.lost,
    'main thread busy at 50 a second, %': (100 * busy) / seconds,
    'search, last key → rows, median ms': median(searches),
    'search, last key → rows, p95 ms': percentile(searches, 0.95),
    'LIST at churn, 30 s': bench.api.countReads().lists - before.lists,
  }
  await browser.close()
  return figures
}

/**
 * Changes visible sets one after the other, and gives for each the ms from sending it to its paint. What the next change
 * of the same set overtook needs no paint; the last one of each set that was never painted was lost.
 */
async function measureChanges(bench: Bench, page: Page, count: number, gap: () => number): Promise<Changes> {
  const sent = new Map<string, number>()
  const last = new Map<number, string>()
  const start = performance.now()
  let due = 0
  for (let index = 0; index < count; index++) {
    const text = `change-${++changes}`
    sent.set(text, performance.timeOrigin + performance.now())
    last.set(index % visible, text)
    const done = setDescription(bench.api, index % visible, text)
    due += gap()
    const rest = due - (performance.now() - start)
    await Promise.all([rest > 0 ? sleep(rest) : null, gap() > 100 ? done : null])
  }
  await sleep(1500)
  const painted = await readPainted(page)
  const times = [...sent].flatMap(([text, at]) => (painted[text] === undefined ? [] : [painted[text] - at]))
  return { times, lost: [...last.values()].filter((text) => painted[text] === undefined).length }
}

interface Changes {
  readonly times: readonly number[]
  readonly lost: number
}

export async function measureServer(bench: Bench): Promise<Figures> {
  const browser = await bench.launch()
  await openPage(browser, bench)
  const one = await countReads(bench)
  const cpu = await measureCpu(bench.pid, 20)
  for (let pages = 1; pages < 20; pages++) await openPage(browser, bench)
  const twenty = await countReads(bench)
  await browser.close()
  return {
    'LIST in 66 s, 1 page': one.lists,
    'WATCH in 66 s, 1 page': one.watches,
    'LIST in 66 s, 20 pages': twenty.lists,
    'WATCH in 66 s, 20 pages': twenty.watches,
    'server CPU idle, % of a core': cpu,
    'server memory, MB': readMemory(bench.pid),
    'server memory at its highest, MB': readMemory(bench.pid, 'VmHWM'),
  }
}

/** Over two rounds of the server's own watches, which it opens anew every 33 s: each counts twice, whenever one looks. */
async function countReads({ api }: Bench) {
  const before = api.countReads()
  await sleep(66_000)
  const after = api.countReads()
  return { lists: after.lists - before.lists, watches: after.watches - before.watches }
}

/** Percent of a core over some seconds, from the process's own ticks (proc(5): fields 14 and 15, 100 a second). */
async function measureCpu(pid: number, seconds: number): Promise<number> {
  const ticks = () => {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    return Number(fields[11]) + Number(fields[12])
  }
  const before = ticks()
  await sleep(seconds * 1000)
  return (ticks() - before) / seconds
}

/** The memory of a process that is resident, or was at most so far (proc(5): VmHWM). */
export function readMemory(pid: number, which: 'VmRSS' | 'VmHWM' = 'VmRSS'): number {
  const line = new RegExp(`${which}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  return Number(line?.[1]) / 1024
}

/** What is changed while the browser, or the apiserver, is away must be right soon after. */
export async function measureRecovery(bench: Bench): Promise<Figures> {
  const browser = await bench.launch()
  // A browser that is told to be offline keeps the streams that it has.
  const wire = await startWire(bench.url)
  const page = await openPage(browser, { ...bench, url: wire.url })
  const back = wire.cut(30_000)
  await page.locator('[data-connection="lost"]').waitFor({ timeout: 30_000 })
  const text = `change-${++changes}`
  await setDescription(bench.api, 3, text)
  await back
  const start = performance.now()
  await page.getByText(text).waitFor({ timeout: 120_000 })
  const cut = performance.now() - start
  await bench.api.restart()
  const restarted = performance.now()
  const second = `change-${++changes}`
  await setDescription(bench.api, 4, second)
  await page.getByText(second).waitFor({ timeout: 120_000 })
  const figures = {
    'rows right after a cut of 30 s, ms': cut,
    'rows right after the apiserver restarted, ms': performance.now() - restarted,
  }
  await browser.close()
  wire.close()
  return figures
}

export async function measureRawApi({ api }: Bench): Promise<Figures> {
  const full: number[] = []
  const light: number[] = []
  let size = 0
  for (let run = 0; run < 3; run++) {
    const start = performance.now()
    size = (await api.call('GET', '/apis/apps/v1/statefulsets')).length
    const middle = performance.now()
    const accept = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1'
    await api.call('GET', '/apis/apps/v1/statefulsets', undefined, { accept })
    full.push(middle - start)
    light.push(performance.now() - middle)
  }
  return {
    'raw API: all sets, ms': median(full),
    'raw API: all sets, MB': size / 1024 / 1024,
    'raw API: metadata of all sets, ms': median(light),
  }
}
