import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from '@playwright/test'
import { startOrdinal } from '../e2e/ordinal.ts'
import { startPostgres } from '../scripts/postgres.mjs'
import { insertProjects, makeDatabase } from './database.ts'
import { type Figures, median } from './figures.ts'
import { type LogApi, longLines, namespace, startLogApi } from './log-api.ts'
import { launchBrowser, readMemory } from './measure.ts'
import { readBusy, readHeap } from './page.ts'

const stormSeconds = 60
const streams = 100
const container = (pod: string) => `/projects/${namespace}/pods/${pod}/containers/main`

/** The log's figures, on a cluster at the wire that writes exactly so much. */
export async function measureLog(): Promise<Figures> {
  const api = await startLogApi()
  const postgres = await startPostgres()
  const database = await makeDatabase(postgres.url)
  const ordinal = await startOrdinal({
    KUBECONFIG: api.kubeconfig,
    DATABASE_URL: database,
    LOG_LEVEL: 'warn',
  })
  const browser = await launchBrowser()
  const context = await browser.newContext({ baseURL: ordinal.url, locale: 'en-US' })
  const page = await context.newPage()
  await page.goto(ordinal.setupLink)
  await page.getByLabel('Username').fill('admin')
  await page.getByLabel('Your name').fill('Admin')
  await page.getByLabel('Password', { exact: true }).fill('correct horse battery')
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.waitForURL(/\/projects/)
  await insertProjects(database, [namespace])
  const figures: Figures = {
    ...(await say(measureFirstLine(page, api))),
    ...(await say(measureStorm(page))),
    ...(await say(measureSearch(page))),
    ...(await say(measureStreams(ordinal.url, ordinal.pid, await context.storageState()))),
  }
  await browser.close()
  await ordinal.stop()
  await postgres.stop()
  api.stop()
  return figures
}

async function say(measured: Promise<Figures>): Promise<Figures> {
  const figures = await measured
  for (const [name, value] of Object.entries(figures)) console.log(`${name}: ${Math.round(value * 10) / 10}`)
  return figures
}

async function measureFirstLine(page: Page, api: LogApi): Promise<Figures> {
  const times: number[] = []
  const raw: number[] = []
  for (let run = -2; run < 7; run++) {
    await page.goto(container('quiet-0'))
    // Before its scripts run, a click would load another page.
    await page.waitForFunction(() => {
      const link = document.querySelector('nav a[href$="/logs"]')
      return link !== null && Object.keys(link).some((key) => key.startsWith('__reactProps'))
    })
    await sleep(1000)
    const time = await page.evaluate(async () => {
      const link = [...document.querySelectorAll<HTMLAnchorElement>('nav a')].find(({ href }) =>
        href.endsWith('/logs'),
      )
      const start = performance.now()
      link?.click()
      while (document.querySelector('[data-line]') === null) await new Promise(requestAnimationFrame)
      return performance.now() - start
    })
    const start = performance.now()
    const answer = await fetch(`${api.url}/api/v1/namespaces/${namespace}/pods/quiet-0/log?follow=true`)
    const reader = answer.body?.getReader()
    await reader?.read()
    const rawTime = performance.now() - start
    await reader?.cancel()
    if (run < 0) continue
    times.push(time)
    raw.push(rawTime)
  }
  return {
    'click → first line, median ms': median(times),
    'raw API: first byte of a log, median ms': median(raw),
  }
}

interface Storm {
  readonly busy: number
  /** Of a frame, ms. */
  readonly longest: number
  readonly lines: number
  /** In MB. */
  readonly growth: number
}

async function measureStorm(page: Page): Promise<Figures> {
  const usual = await watchStorm(page, 'busy-0', stormSeconds)
  const heavy = await watchStorm(page, 'storm-0', stormSeconds / 3)
  return {
    'main thread busy at 10,000 lines a second, %': usual.busy,
    'longest frame in 60 s, ms': usual.longest,
    'lines in 60 s': usual.lines,
    'heap growth in 60 s, MB': usual.growth,
    'main thread busy at 50,000 lines a second, %': heavy.busy,
    'longest frame in 20 s of it, ms': heavy.longest,
    'lines in 20 s of it': heavy.lines,
    'heap growth in 20 s of it, MB': heavy.growth,
  }
}

async function watchStorm(page: Page, pod: string, seconds: number): Promise<Storm> {
  await page.goto(`${container(pod)}/logs`)
  await page.locator('[data-line]').first().waitFor()
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable')
  await sleep(5000)
  const count = () => page.locator('[data-read]').getAttribute('data-read').then(Number)
  const [heap, busy, lines, from] = [
    await readHeap(session),
    await readBusy(session),
    await count(),
    performance.now(),
  ]
  const longest = await page.evaluate(async (watched) => {
    const end = performance.now() + watched * 1000
    let [last, most] = [performance.now(), 0]
    while (last < end) {
      const now = await new Promise<number>(requestAnimationFrame)
      most = Math.max(most, now - last)
      last = now
    }
    return most
  }, seconds)
  const share = ((await readBusy(session)) - busy) / ((performance.now() - from) / 1000)
  const read = (await count()) - lines
  return { busy: share * 100, longest, lines: read, growth: (await readHeap(session)) - heap }
}

async function measureSearch(page: Page): Promise<Figures> {
  const start = performance.now()
  await page.goto(`${container('long-0')}/logs?from=all`)
  await page.waitForFunction(
    (least) => Number(document.querySelector('[data-lines]')?.getAttribute('data-lines')) >= least,
    longLines - 20_000,
    { timeout: 120_000 },
  )
  const read = (performance.now() - start) / 1000
  const search = async (text: string, hits: number) => {
    const field = page.getByLabel('Search', { exact: true })
    await field.fill('')
    await page.locator('[data-hits]').waitFor({ state: 'detached' })
    const began = performance.now()
    await field.fill(text)
    await page.locator(`[data-hits="${hits}"][data-search="idle"]`).waitFor({ timeout: 30_000 })
    return performance.now() - began
  }
  const plain = await search('request 777777 of', 1)
  await page.getByRole('button', { name: 'Regular expression' }).click()
  const expression = await search('request 77777[0-9] .* in \\d+ ms$', 10)
  await page.getByRole('button', { name: 'Search the whole log' }).click()
  const began = performance.now()
  await page.locator('[data-whole="whole"][data-count="10"]').waitFor({ timeout: 60_000 })
  return {
    '1,000,000 lines read, s': read,
    'text in 1,000,000 lines, ms': plain,
    'expression in 1,000,000 lines, ms': expression,
    'expression in 1,000,000 lines at the node, s': (performance.now() - began) / 1000,
  }
}

/** A storm that every tenth reader reads, and the others have stopped reading. */
async function measureStreams(
  url: string,
  pid: number,
  storage: { cookies: readonly { name: string; value: string }[] },
): Promise<Figures> {
  const cookie = storage.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  const before = readMemory(pid)
  const gone = new AbortController()
  const open = async (index: number) => {
    const address = `${url}${container('busy-0')}/logs/stream`
    const headers = { cookie, 'sec-fetch-site': 'same-origin' }
    const answer = await fetch(address, { headers, signal: gone.signal })
    const reader = answer.body?.getReader()
    await reader?.read()
    if (index % 10 !== 0) return
    while (!(await reader?.read())?.done);
  }
  for (let index = 0; index < streams; index++) void open(index).catch(() => undefined)
  await sleep(30_000)
  const during = readMemory(pid)
  gone.abort()
  return { 'server memory for 100 streams, MB': during - before }
}
