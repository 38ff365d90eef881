import { randomUUID } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'
import { root } from '../e2e/cluster/places.ts'
import { startOrdinal } from '../e2e/ordinal.ts'
import { startPostgres } from '../scripts/postgres.mjs'
import { startApiServer } from './api-server.ts'
import { type Figures, toTable } from './figures.ts'
import {
  launchBrowser,
  measureLive,
  measureLoads,
  measureRawApi,
  measureRecovery,
  measureServer,
} from './measure.ts'
import { namespaces, seed } from './seed.ts'

const sizes = process.argv
  .slice(2)
  .map(Number)
  .filter((size) => size > 0)
const results = new Map<number, Figures>()
for (const size of sizes.length > 0 ? sizes : [1000, 5000, 10_000]) results.set(size, await measure(size))

const table = toTable(results)
console.log(`\n${table}`)
const folder = join(root, 'bench', 'results')
mkdirSync(folder, { recursive: true })
writeFileSync(join(folder, 'last.json'), `${JSON.stringify(Object.fromEntries(results), null, 2)}\n`)
process.exit(0)

/** All figures at one size, on an apiserver and a database of their own. */
async function measure(count: number): Promise<Figures> {
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
  await insertProjects(database)
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
  for (const part of [measureRawApi, measureLoads, measureLive, measureServer, measureRecovery]) {
    Object.assign(figures, await part(bench))
    say(`${part.name} done`)
  }
  await first.stop()
  await postgres.stop()
  api.stop()
  return figures
}

async function makeDatabase(server: string): Promise<string> {
  const name = `ordinal_bench_${randomUUID().slice(0, 8)}`
  await query(server, `CREATE DATABASE ${name}`)
  const url = new URL(server)
  url.pathname = name
  return url.href
}

/** One project for each namespace, as an administrator would make them. */
function insertProjects(database: string): Promise<void> {
  const rows = namespaces.map((name) => `('${randomUUID()}', '${name}', '${name}', 'bench', '${name}')`)
  return query(
    database,
    `INSERT INTO "Project" (id, slug, "displayName", cluster, namespace) VALUES ${rows.join(',')}`,
  )
}

async function query(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query(sql).finally(() => client.end())
}
