import { gzipSync } from 'node:zlib'
import type { Locator, Page } from '@playwright/test'
import { parseAllDocuments } from 'yaml'
import type { ApiServer } from './api-server.ts'
import { type Figures, median, percentile } from './figures.ts'
import { longManifest } from './manifest.ts'
import type { Bench } from './measure.ts'
import { clickAndWait, countBytes, typeAndTime } from './page.ts'
import { namespaces } from './seed.ts'

const [namespace = ''] = namespaces
const steps = ['Basic information', 'Pods', 'Volumes', 'Service', 'Labels', 'Node selector']
const rounds = 5
const keys = 60

/** The page that makes a set, with a draft of 2,000 lines in it. */
export async function measureCreate(bench: Bench): Promise<Figures> {
  const browser = await bench.launch()
  const context = await browser.newContext({
    storageState: bench.storage,
    baseURL: bench.url,
    locale: 'en-US',
  })
  const page = await context.newPage()
  const draft = await startDraft(page)
  await page.close()
  const script = await measureScript(bench, draft)
  const steady = await context.newPage()
  const figures: Figures = {
    ...script,
    ...(await measureKeys(steady, draft)),
    ...(await measureSteps(steady, draft)),
    ...(await measureTrial(steady, draft, bench.api)),
  }
  await browser.close()
  return figures
}

/** Gives the address of the draft. */
async function startDraft(page: Page): Promise<string> {
  await page.goto(`/projects/${namespace}/new-statefulset`)
  await page.getByLabel('Paste YAML or JSON here').fill(longManifest('long'))
  await page.getByRole('button', { name: 'Fill the form with it' }).click()
  await page.waitForURL(/draft=/)
  return page.url()
}

async function open(page: Page, draft: string, look: string): Promise<void> {
  await page.goto(`${draft}&${look}`)
  await page.locator('[data-ready="true"]').waitFor()
  await page.waitForTimeout(2000)
}

/** In a browser that holds nothing yet: as it goes over the wire, and as gzip would send it. */
async function measureScript({ launch, storage, url }: Bench, draft: string): Promise<Figures> {
  const browser = await launch()
  const context = await browser.newContext({ storageState: storage, baseURL: url })
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Network.enable')
  const counted = countBytes(session)
  const bodies: Promise<Buffer>[] = []
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') bodies.push(response.body())
  })
  await open(page, draft, 'view=form')
  const sizes = (await Promise.all(bodies)).map((body) => gzipSync(body, { level: 9 }).length)
  const figures = {
    'JS before the editor, gzip, KB': sizes.reduce((sum, size) => sum + size, 0) / 1024,
    'JS + CSS before the editor, on the wire, KB': counted.code / 1024,
  }
  await browser.close()
  return figures
}

async function measureKeys(page: Page, draft: string): Promise<Figures> {
  await open(page, draft, 'view=form&step=basics')
  await page.getByLabel('Description').focus()
  const simple = await typeAndTime(page, keys)
  await open(page, draft, 'view=form&step=pods')
  await page.locator('summary', { hasText: 'Environment variables' }).first().click()
  await page.locator('input[name$="/env/40/value"]').first().focus()
  const field = await typeAndTime(page, keys)
  const inCode = async (look: string) => {
    await open(page, draft, look)
    await page.locator('.view-line').nth(8).waitFor()
    // Its schema has come, and what it says of the text is drawn.
    await page.waitForTimeout(3000)
    await page.locator('.view-line', { hasText: 'ordinal.io/description' }).first().click()
    await page.keyboard.press('End')
    return typeAndTime(page, keys)
  }
  const code = await inCode('view=code')
  const both = await inCode('view=both&step=pods')
  return {
    'key in a field → painted, p95 ms': percentile(simple, 0.95),
    'key in one of 300 fields → painted, p95 ms': percentile(field, 0.95),
    'key in the editor → painted, p95 ms': percentile(code, 0.95),
    'key in the editor beside the form → painted, p95 ms': percentile(both, 0.95),
  }
}

async function measureSteps(page: Page, draft: string): Promise<Figures> {
  await open(page, draft, 'view=form&step=basics')
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    for (const step of [...steps.slice(1), ...steps.slice(0, 1)]) {
      const isShown = `section[aria-label="${step}"] > :nth-child(2)`
      times.push(await clickAndWait(page, stepButton(page, step), isShown))
      await page.waitForTimeout(300)
    }
  }
  return {
    'step → painted, p50 ms': median(times),
    'step → painted, p95 ms': percentile(times, 0.95),
  }
}

function stepButton(page: Page, step: string): Locator {
  return page.getByRole('list', { name: 'Steps' }).getByRole('button', { name: step })
}

/** From the click on the review to the cluster's answer, beside the same question asked of the apiserver itself. */
async function measureTrial(page: Page, draft: string, api: ApiServer): Promise<Figures> {
  await open(page, draft, 'view=form&step=basics')
  const shown: number[] = []
  const raw: number[] = []
  for (let round = 0; round < rounds; round++) {
    await stepButton(page, 'Basic information').click()
    await page.waitForTimeout(300)
    const review = stepButton(page, 'Review')
    shown.push(await clickAndWait(page, review, '[data-tried="true"]'))
    raw.push(await measureRawTrial(api))
  }
  return { 'dry run shown, ms': median(shown), 'raw dry run, ms': median(raw) }
}

async function measureRawTrial(api: ApiServer): Promise<number> {
  const [set, service] = parseAllDocuments(longManifest('long')).map((document) => document.toJS())
  const start = performance.now()
  await Promise.all([
    api.call('POST', `/apis/apps/v1/namespaces/${namespace}/statefulsets?dryRun=All`, set),
    api.call('POST', `/api/v1/namespaces/${namespace}/services?dryRun=All`, service),
  ])
  return performance.now() - start
}
