import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../e2e/cluster/places.ts'
import { startOrdinal } from '../e2e/ordinal.ts'
import { startPostgres } from '../scripts/postgres.mjs'
import { startApiServer } from './api-server.ts'
import { measureCreate } from './create.ts'
import { insertProjects, makeDatabase } from './database.ts'
import {
  createTargets,
  type Figures,
  listTargets,
  logTargets,
  sandboxTargets,
  terminalTargets,
  toTable,
} from './figures.ts'
import { measureLog } from './log.ts'
import {
  type Bench,
  launchBrowser,
  measureLive,
  measureLoads,
  measureRawApi,
  measureRecovery,
  measureServer,
} from './measure.ts'
import { measureSandbox } from './sandbox.ts'
import { namespaces, seed } from './seed.ts'
import { measureStart } from './start.ts'
import { measureTerminal } from './terminal.ts'

/** What can be measured: without words all of it, and with sizes the list at those. */
const suites = {
  list: async (sizes: readonly number[]) => {
    const parts = [measureRawApi, measureLoads, measureLive, measureServer, measureRecovery]
    const lists = new Map<string, Figures>()
    for (const size of sizes) lists.set(`N = ${size.toLocaleString('en')}`, await measure(size, parts))
    return [listTargets, lists, 'reach at 10,000'] as const
  },
  create: async () =>
    [createTargets, new Map([['2,000 lines', await measure(20, [measureCreate])]]), 'reach'] as const,
  log: async () => [logTargets, new Map([['log', await measureLog()]]), 'reach'] as const,
  terminal: async () => [terminalTargets, new Map([['terminal', await measureTerminal()]]), 'reach'] as const,
  sandbox: async () => {
    const figures = { ...(await measureSandbox()), ...(await measureStart()) }
    return [sandboxTargets, new Map([['sandbox', figures]]), 'reach'] as const
  },
}

const words = process.argv.slice(2)
const asked = words.map(Number).filter((size) => size > 0)
const sizes = asked.length > 0 ? asked : [1000, 5000, 10_000]
const isWanted = (name: string) =>
  words.length === 0 || words.includes(name) || (name === 'list' && asked.length > 0)
const wanted = Object.entries(suites).filter(([name]) => isWanted(name))
if (wanted.length === 0)
  throw new Error(`There is no ${words.join(', no ')}: ${Object.keys(suites).join(', ')}`)

const results: Record<string, Figures> = {}
for (const [, suite] of wanted) {
  const [targets, figures, reach] = await suite(sizes)
  console.log(`\n${toTable(targets, figures, reach)}`)
  Object.assign(results, Object.fromEntries(figures))
}
const folder = join(root, 'bench', 'results')
mkdirSync(folder, { recursive: true })
writeFileSync(join(folder, 'last.json'), `${JSON.stringify(results, null, 2)}\n`)
process.exit(0)

/** These figures at one size, on an apiserver and a database of their own. */
async function measure(
  count: number,
  parts: readonly ((bench: Bench) => Promise<Figures>)[],
): Promise<Figures> {
  const say = (sentence: string) => console.log(`[${count}] ${sentence}`)
  const api = await startApiServer(say)
  const start = performance.now()
  await seed(api, count)
  say(`seeded in ${Math.round((performance.now() - start) / 1000)} s`)
  const postgres = await startPostgres()
  const database = await makeDatabase(postgres.url)
  const settings = { KUBECONFIG: api.kubeconfig, DATABASE_URL: database, LOG_LEVEL: 'warn' }
  const first = await startOrdinal(settings)
  const browser = await launchBrowser()
  const page = await (await browser.newContext({ locale: 'en-US' })).newPage()
  await page.goto(first.setupLink)
  await page.getByLabel('Username').fill('admin')
  await page.getByLabel('Your name').fill('Admin')
  await page.getByLabel('Password', { exact: true }).fill('correct horse battery')
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.waitForURL(/\/projects/)
  await insertProjects(database, namespaces)
  await page.goto(`${first.url}/statefulsets`)
  const total = page.locator(`[data-total="${count}"]`)
  for (let tries = 0; tries < 60 && (await total.count()) === 0; tries++) {
    await page.waitForTimeout(1000)
    if ((await page.locator('[data-key]').count()) === 0) await page.reload()
  }
  await total.waitFor({ timeout: 120_000 })
  say('warm')
  const storage = await page.context().storageState()
  await browser.close()
  const bench = { api, url: first.url, pid: first.pid, count, storage, launch: launchBrowser }
  const figures: Figures = {}
  for (const part of parts) {
    const measured = await part(bench)
    Object.assign(figures, measured)
    // A run that breaks later has not measured for nothing.
    for (const [what, value] of Object.entries(measured)) say(`${what}: ${value}`)
  }
  await first.stop()
  await postgres.stop()
  api.stop()
  return figures
}
