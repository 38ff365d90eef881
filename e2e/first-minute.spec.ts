import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from '@playwright/test'
import { expect, expectAccessible, fillPassword, fillSetup, logIn, takePictures, test } from './fixtures.ts'
import { type FreshClone, makeFreshClone } from './fresh-clone.ts'
import { startSandboxed } from './ordinal.ts'
import { create } from './wizard.ts'

/**
 * One Ordinal as npm start starts it in a fresh clone, with a database and a sandbox of its own; its journeys follow each
 * other.
 */
test.describe.configure({ mode: 'serial', timeout: 180_000 })

let clone: FreshClone
let ordinal: Awaited<ReturnType<typeof startSandboxed>>

test.beforeAll(async () => {
  // Installing and building: a minute, or several on a busy machine. (Hooks do not take the time of their file.)
  test.setTimeout(420_000)
  clone = makeFreshClone()
  ordinal = await startSandboxed(clone)
})

test.afterAll(async () => {
  await ordinal?.stop()
  clone.remove()
})

const open = async (browser: Browser) =>
  (await browser.newContext({ baseURL: ordinal.url, locale: 'en-US' })).newPage()

async function openAsAdmin(browser: Browser) {
  const page = await open(browser)
  await logIn(page, 'admin')
  return page
}

test('without a cluster, npm start shows Ordinal at work on a sandbox', async ({ browser }) => {
  const page = await open(browser)
  await page.goto(ordinal.setupLink)
  await fillSetup(page)
  await expect(page.getByRole('complementary', { name: 'Sandbox' })).toContainText(
    'nothing here runs for real',
  )
  await page.getByRole('link', { name: 'Shop' }).click()
  await expect(page).toHaveURL(/\/projects\/shop\/statefulsets/)
  const row = (name: string) =>
    page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) })
  await expect(row('search')).toContainText('Stuck')
  await expect(row('search')).toContainText('search-2')
  await expect(row('orders-db')).toContainText('Running')
  await expect(row('cart-cache')).toContainText('2/4 new')
  await expect(row('sessions')).toContainText('Stopped')
  await takePictures(page, 'sandbox')
  await page.goto('/projects/shop/pods/orders-db-0/containers/main/logs')
  await expect(page.getByText(/heartbeat from follower/).first()).toBeVisible()
})

test('the sandbox is checked as any cluster, and so is what the next start would find', async ({
  browser,
}) => {
  const page = await openAsAdmin(browser)
  await page.getByRole('link', { name: 'Connect a cluster' }).click()
  const steps = (name: string) => page.getByRole('list', { name: `Check of ${name}` })
  await expect(steps('sandbox').locator('[data-step="rights"]')).toHaveAttribute('data-state', 'good')
  await expect(steps('sandbox').locator('[data-step="certificate"]')).toContainText('Not checked')

  mkdirSync(join(ordinal.home, '.kube'))
  const config = {
    clusters: [{ name: 'real', cluster: { server: 'https://127.0.0.1:9' } }],
    users: [{ name: 'real', user: { token: 'x' } }],
    contexts: [{ name: 'real', context: { cluster: 'real', user: 'real' } }],
    'current-context': 'real',
  }
  writeFileSync(join(ordinal.home, '.kube', 'config'), JSON.stringify(config))
  await page.reload()
  const real = page.getByRole('region', { name: 'real' })
  await expect(real).toContainText('used from the next start on')
  await real.getByRole('link', { name: 'Check' }).click()
  await expect(steps('real').locator('[data-step="reach"]')).toContainText('nothing listens on port 9')
  await expect(steps('real').locator('[data-step="rights"]')).toHaveAttribute('data-state', 'open')
  await expectAccessible(page)
  await takePictures(page, 'clusters-sandbox', page.locator('[data-cluster="real"] [data-step="reach"]'))
  rmSync(join(ordinal.home, '.kube'), { recursive: true })
})

test('a one-time link shows it to an ordinary user, who sees the own projects alone', async ({ browser }) => {
  const page = await openAsAdmin(browser)
  await page.getByRole('link', { name: 'Try as an ordinary user' }).click()
  await page.getByRole('button', { name: 'Make a one-time link' }).click()
  const link = await page.getByTestId('invitation-link').textContent()
  const guest = await open(browser)
  await guest.goto(link ?? '')
  await fillPassword(guest)
  await expect(guest.getByRole('row').filter({ hasText: 'Shop' })).toContainText('Operator')
  await expect(guest.getByRole('row').filter({ hasText: 'Payments' })).toContainText('Viewer')
  await expect(guest.getByRole('main')).not.toContainText('Analytics')
  await expect(guest.getByRole('link', { name: 'Connect a cluster' })).toHaveCount(0)
  await guest.goto('/clusters')
  await expect(guest.getByRole('heading', { name: 'Not here' })).toBeVisible()
})

/** The words of a language that a tour needs, by what they are. */
const languages = {
  en: {
    ...{ tour: 'Tour', go: 'Go there', form: 'Begin with Empty form', name: 'Name', next: 'Next' },
    ...{ image: 'Image', review: /Review/, create: 'Create', rollBack: 'Roll back' },
    ...{ rollBackTo: 'Roll back to 1', unblock: 'Unblock: delete search-2', close: 'Close' },
    ...{ terminal: 'Terminal', delete: 'Delete', confirm: 'Type mine to confirm', deleteMine: 'Delete mine' },
  },
  'zh-CN': {
    ...{ tour: '导览', go: '前往', form: '从“空白表单”开始', name: '名称', next: '下一步' },
    ...{ image: '镜像', review: /确认/, create: '创建', rollBack: '回退' },
    ...{ rollBackTo: '回退到 1', unblock: '解除阻塞：删除 search-2', close: '关闭' },
    ...{ terminal: '终端', delete: '删除', confirm: '输入 mine 以确认', deleteMine: '删除 mine' },
  },
} as const

/** From the list to the end; gives how long it took, ms. */
async function takeTour(page: Page, words: (typeof languages)[keyof typeof languages]): Promise<number> {
  const begun = Date.now()
  const tour = page.getByRole('complementary', { name: words.tour })
  const at = (step: string) => expect(tour).toHaveAttribute('data-tour', step)
  const go = () => tour.getByRole('link', { name: words.go }).click()
  const dialog = page.getByRole('dialog')

  await at('list')
  await expectAccessible(page)
  await go()
  await at('create')
  await go()
  await page.getByRole('button', { name: words.form }).click()
  await expect(page.locator('[data-ready="true"]')).toBeVisible()
  await page.getByLabel(words.name, { exact: false }).first().fill('mine')
  await page.getByRole('button', { name: words.next }).click()
  await page.getByLabel(words.image, { exact: false }).first().fill('nginx:1.27')
  await page.getByRole('button', { name: words.review }).first().click()
  await create(page, 'shop', 'mine', words.create)

  await at('stuck')
  await go()
  await expect(page.locator('[data-blocker]')).toContainText('opensearch:2.18-missing')
  await at('rollback')
  await takePictures(page, 'tour', page.locator('[data-tour]'))
  await go()
  await page.locator('[data-revision="1"]').getByRole('button', { name: words.rollBack }).click()
  await dialog.getByRole('button', { name: words.rollBackTo }).click()
  await at('unblock')
  await dialog.getByRole('button', { name: words.unblock }).click()
  await expect(dialog.locator('[data-progress="done"]')).toBeVisible({ timeout: 60_000 })
  await dialog.getByRole('button', { name: words.close }).last().click()

  await at('log')
  await go()
  await expect(page.getByText(/heartbeat from follower/).first()).toBeVisible()
  await at('terminal')
  await go()
  await page.getByRole('link', { name: words.terminal }).first().click()
  await expect(page.locator('.xterm-rows').first()).toContainText(/[#$]/)

  await at('delete')
  await go()
  await page.getByRole('link', { name: 'mine', exact: true }).click()
  await page.getByRole('button', { name: words.delete, exact: true }).click()
  await dialog.getByLabel(words.confirm).fill('mine')
  await dialog.getByRole('button', { name: words.deleteMine }).click()
  await at('end')
  await tour.getByRole('button', { name: words.close }).click()
  return Date.now() - begun
}

test('the tour leads through everything in less than three minutes', async ({ browser }) => {
  const page = await openAsAdmin(browser)
  const tour = page.getByRole('complementary', { name: 'Tour' })
  // The list was seen before, in another browser: how far one is stays with the browser.
  expect(await takeTour(page, languages.en)).toBeLessThan(180_000)
  await page.reload()
  await page.getByRole('button', { name: 'Tour' }).click()
  await expect(tour).toHaveAttribute('data-tour', 'list')
  await tour.getByRole('button', { name: 'Skip the tour' }).click()
  await expect(tour).toHaveCount(0)
})

test('it leads through everything in Chinese, too', async ({ browser }) => {
  const other = await startSandboxed()
  try {
    const context = await browser.newContext({ baseURL: other.url, locale: 'en-US' })
    const page = await context.newPage()
    await page.goto(other.setupLink)
    await fillSetup(page)
    await context.addCookies([{ name: 'locale', value: 'zh-CN', url: other.url }])
    await page.reload()
    expect(await takeTour(page, languages['zh-CN'])).toBeLessThan(180_000)
  } finally {
    await other.stop()
  }
})

test('a log that is written without pause is searched and downloaded as a whole', async ({ browser }) => {
  const page = await openAsAdmin(browser)
  await page.goto('/projects/payments/pods/gateway-queue-0/containers/main/logs')
  await expect(page.getByText(/DEBUG cache miss/).first()).toBeVisible()
  await page.getByLabel('Search', { exact: true }).fill('unexpected end of input')
  await page.getByRole('button', { name: 'Search the whole log' }).click()
  const found = page.getByRole('region', { name: 'Found in the whole log' })
  await expect(found).toHaveAttribute('data-whole', 'whole', { timeout: 60_000 })
  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download', exact: true }).click()
  expect(statSync(await (await saved).path()).size).toBeGreaterThan(4 * 1024 * 1024)
})

test('a template is ready soon, and its log is that of a server', async ({ browser }) => {
  const page = await openAsAdmin(browser)
  await page.goto('/projects/shop/new-statefulset')
  await page.getByRole('button', { name: 'Begin with A quorum of three' }).click()
  await expect(page.locator('[data-ready="true"]')).toBeVisible()
  await page.getByRole('button', { name: languages.en.review }).first().click()
  await create(page, 'shop', 'quorum', 'Create')
  await expect(page.getByText('3 of 3 ready').first()).toBeVisible({ timeout: 60_000 })
  await page.goto('/projects/shop/pods/quorum-0/containers/main/logs')
  await expect(page.getByText(/msg="listening"/).first()).toBeVisible()
})

test('a sandbox that ends by itself is started again, and what is watched goes on', async ({ browser }) => {
  const page = await openAsAdmin(browser)
  await page.goto('/projects/payments/statefulsets/ledger')
  const ready = page.getByText('3 of 3 ready').first()
  await expect(ready).toBeVisible()
  const sandbox = () =>
    execFileSync('pgrep', ['-P', String(ordinal.pid), '-f', 'sandbox/main.ts'], { encoding: 'utf8' })
  const before = Number(sandbox())
  process.kill(before, 'SIGKILL')
  await expect.poll(ordinal.said).toContain('The sandbox ended (SIGKILL). It is started again in 1 s.')
  const starts = () => ordinal.said().split('The sandbox is ready').length - 1
  await expect.poll(starts, { timeout: 30_000 }).toBe(2)
  await page.getByRole('button', { name: 'One more' }).click()
  await page.getByRole('button', { name: 'Scale to 4 …' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Scale to 4' }).click()
  await expect(page.getByText('4 of 4 ready').first()).toBeVisible({ timeout: 60_000 })
})

test('the guide is one click away, in the language of the page', async ({ browser }) => {
  const page = await openAsAdmin(browser)
  await page.getByRole('link', { name: 'User guide' }).click()
  await page.getByRole('link', { name: 'The list' }).click()
  const picture = page.getByRole('img', { name: 'The list of a project' })
  await expect
    .poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth))
    .toBeGreaterThan(600)
  await expectAccessible(page)
  await takePictures(page, 'guide', page.getByRole('article'))
  await page.context().addCookies([{ name: 'locale', value: 'zh-CN', url: ordinal.url }])
  await page.reload()
  await expect(page.getByRole('heading', { level: 1, name: '列表' })).toBeVisible()
  await page.goto('/guide/nothing')
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('列表')
})
