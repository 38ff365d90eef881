import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { expect, fillSetup, test } from './fixtures.ts'
import { type Ordinal, startSandboxed } from './ordinal.ts'

/** With E2E_PICTURES=<folder>, the pictures of docs/guide in `<folder>/guide/<language>`; else it only looks. */
const folder = process.env.E2E_PICTURES

const shop = '/projects/shop'

interface Picture {
  readonly name: string
  readonly path: string
  /** What is there when the page is. */
  readonly shows: (page: Page) => Locator
  readonly open?: (page: Page) => Promise<void>
}

const text = (value: string | RegExp) => (page: Page) => page.getByText(value).first()

const pictures: readonly Picture[] = [
  { name: 'list', path: `${shop}/statefulsets`, shows: text('orders-db') },
  { name: 'create', path: `${shop}/new-statefulset`, shows: (page) => page.locator('textarea').first() },
  {
    name: 'create-form',
    path: `${shop}/new-statefulset`,
    open: (page) => page.getByRole('button', { name: /Empty form|空白表单/ }).click(),
    shows: (page) => page.locator('[data-ready="true"]'),
  },
  { name: 'detail', path: `${shop}/statefulsets/search`, shows: (page) => page.locator('[data-blocker]') },
  { name: 'pod', path: `${shop}/pods/orders-db-0`, shows: text('postgres:17.3') },
  {
    name: 'scale',
    path: `${shop}/statefulsets/orders-db`,
    open: async (page) => {
      await page.getByRole('button', { name: /One fewer|减少一个/ }).click()
      await page.getByRole('button', { name: /Scale to 2 …|调整为 2 …/ }).click()
    },
    shows: (page) => page.getByRole('dialog').getByText('orders-db-2').first(),
  },
  {
    name: 'edit',
    path: `${shop}/statefulsets/orders-db/edit?view=code`,
    shows: (page) => page.locator('.view-line').first(),
  },
  {
    name: 'revisions',
    path: `${shop}/statefulsets/orders-db/revisions`,
    shows: (page) => page.locator('[data-revision="2"]'),
  },
  {
    name: 'delete',
    path: `${shop}/statefulsets/orders-db`,
    open: (page) => page.getByRole('button', { name: /^(Delete|删除)$/ }).click(),
    shows: (page) => page.getByRole('dialog').getByRole('group').last(),
  },
  { name: 'logs', path: `${shop}/statefulsets/orders-db/logs`, shows: text(/heartbeat from follower/) },
  {
    name: 'terminal',
    path: `${shop}/pods/orders-db-0/containers/main/terminal`,
    shows: (page) => page.locator('.xterm-rows').first().getByText(/[#$]/).first(),
  },
]

let ordinal: Ordinal

test.beforeAll(async () => {
  ordinal = await startSandboxed()
})

test.afterAll(() => ordinal.stop())

test('every page that the guide shows is there in both languages', async ({ browser }) => {
  test.setTimeout(240_000)
  const page = await (await browser.newContext({ baseURL: ordinal.url, locale: 'en-US' })).newPage()
  await page.goto(ordinal.setupLink)
  await fillSetup(page)
  await page.getByRole('button', { name: 'Skip the tour' }).click()
  for (const picture of pictures) {
    for (const locale of ['en', 'zh-CN']) {
      await page.context().addCookies([{ name: 'locale', value: locale, url: ordinal.url }])
      await show(page, picture)
      if (folder === undefined) continue
      mkdirSync(join(folder, 'guide', locale), { recursive: true })
      await page.screenshot({ path: join(folder, 'guide', locale, `${picture.name}.png`) })
    }
  }
})

async function show(page: Page, { path, open, shows }: Picture): Promise<void> {
  await page.goto(path)
  await open?.(page)
  await expect(shows(page)).toBeVisible()
}
