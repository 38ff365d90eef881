import type { Page } from '@playwright/test'
import { queryDatabase } from './database.ts'
import {
  addMember,
  createProject,
  createUser,
  expect,
  expectAccessible,
  requireAdmin,
  test,
} from './fixtures.ts'
import { manifest } from './wizard.ts'

test('language and theme are a choice that lasts', async ({ browser }) => {
  const admin = await requireAdmin(browser)
  await admin.goto('/projects')
  await admin.getByRole('button', { name: /^Account of/ }).click()
  await admin.getByRole('menuitem', { name: '简体中文' }).click()
  await expect(admin.getByRole('heading', { name: '项目' })).toBeVisible()
  await admin.getByRole('button', { name: /的帐户$/ }).click()
  await admin.getByRole('menuitem', { name: '深色' }).click()
  await admin.reload()
  await expect(admin.locator('html')).toHaveAttribute('lang', 'zh-CN')
  await expect(admin.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark')
  await expectAccessible(admin)
})

test('the theme is there before the first paint', async ({ browser }) => {
  const context = await browser.newContext({ baseURL: process.env.E2E_URL ?? '', colorScheme: 'dark' })
  const page = await context.newPage()
  await page.addInitScript(() => {
    new MutationObserver(() => {
      const scheme = document.documentElement.getAttribute('data-mantine-color-scheme')
      if (document.body !== null && scheme !== 'dark') document.documentElement.dataset.flash = String(scheme)
    }).observe(document, { childList: true, subtree: true })
  })
  await page.goto('/login')
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark')
  await expect(page.locator('html')).not.toHaveAttribute('data-flash', /.*/)
})

test('the keyboard reaches the content first, the menu opens and closes with it', async ({ browser }) => {
  const admin = await requireAdmin(browser)
  await admin.goto('/projects')
  await admin.keyboard.press('Tab')
  await expect(admin.getByRole('link', { name: 'Skip to the content' })).toBeFocused()
  await admin.getByRole('button', { name: /^Account of/ }).focus()
  await admin.keyboard.press('Enter')
  await expect(admin.getByRole('menuitem', { name: 'My account' })).toBeVisible()
  await admin.keyboard.press('Escape')
  await expect(admin.getByRole('menuitem', { name: 'My account' })).toHaveCount(0)
})

test('a part of the page that is lost on the way comes when the network is back', async ({ browser }) => {
  const admin = await requireAdmin(browser)
  await admin.goto('/projects')
  const lost: string[] = []
  await admin.route('**/_next/static/chunks/*', (route) => {
    lost.push(route.request().url())
    return route.abort('connectionfailed')
  })
  await admin.getByRole('button', { name: /^Account of/ }).click()
  // The build's own loader asks twice; what it then gives up is asked for again.
  await expect.poll(() => new Set(lost).size > 0 && lost.length > 2 * new Set(lost).size).toBe(true)
  await admin.unroute('**/_next/static/chunks/*')
  await expect(admin.getByRole('menuitem', { name: 'My account' })).toBeVisible()
})

test('a page that failed says so, and is read again when asked', async ({ browser }) => {
  const admin = await requireAdmin(browser)
  await createProject(admin, 'failing')
  // Not one of those whose errors a journey fails with: these are meant.
  const context = await browser.newContext({
    ...{ baseURL: process.env.E2E_URL ?? '', locale: 'en-US' },
    storageState: await admin.context().storageState(),
  })
  const page = await context.newPage()
  const failed = page.getByRole('heading', { name: 'This page failed' })
  await queryDatabase('ALTER TABLE "Draft" RENAME TO "Drafted"', [])
  try {
    await page.goto('/projects/failing/new-statefulset')
    await expect(failed).toBeVisible()
  } finally {
    await queryDatabase('ALTER TABLE "Drafted" RENAME TO "Draft"', [])
  }
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByLabel('Paste YAML or JSON here')).toBeVisible()
})

test('what is typed, chosen and pressed before the page’s code has come is done when it has', async ({
  browser,
}) => {
  const admin = await requireAdmin(browser)
  await createUser(browser, admin, 'early')
  const page = await (await browser.newContext({ baseURL: process.env.E2E_URL ?? '' })).newPage()
  const letCome = await holdCode(page)
  await page.goto('/login', { waitUntil: 'commit' })
  await page.getByLabel('Username').fill('early')
  await page.getByLabel('Password', { exact: true }).fill('correct horse battery')
  await page.getByRole('button', { name: 'Log in' }).click()
  await expect(page).toHaveURL(/\/login$/)
  letCome()
  await expect(page).toHaveURL(/\/projects$/)

  await createProject(admin, 'early')
  const letImportCome = await holdCode(admin)
  await admin.goto('/projects/early/new-statefulset', { waitUntil: 'commit' })
  const file = { name: 'set.yaml', mimeType: 'application/yaml', buffer: Buffer.from(manifest('early')) }
  await admin.locator('input[type="file"]').setInputFiles(file)
  letImportCome()
  await expect(admin.locator('[data-found="2"]')).toBeVisible()

  const letFormCome = await holdCode(admin)
  await admin.goto('/projects/early/new-statefulset', { waitUntil: 'commit' })
  await admin.getByRole('button', { name: 'Begin with Empty form' }).click()
  letFormCome()
  await expect(admin.locator('[data-ready="true"]')).toBeVisible()
})

/** Holds back all scripts of the page until what it gives is called. */
async function holdCode(page: Page): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  await page.route('**/_next/static/**/*.js', async (route) => {
    await promise
    await route.continue()
  })
  return resolve
}

test('a new password ends the sessions and is the one that counts', async ({ browser }) => {
  const admin = await requireAdmin(browser)
  const person = await createUser(browser, admin, 'pam')
  const elsewhere = await (
    await browser.newContext({ storageState: await person.context().storageState() })
  ).newPage()
  await person.goto('/account')
  await person.getByLabel('Present password').fill('not this one')
  await person.getByLabel('New password').fill('another horse battery')
  await person.getByRole('button', { name: 'Change password' }).click()
  await expect(person.getByText('This is not your present password.')).toBeVisible()
  await person.getByLabel('Present password').fill('correct horse battery')
  await person.getByRole('button', { name: 'Change password' }).click()
  await expect(person).toHaveURL(/\/login/)
  await elsewhere.goto(`${process.env.E2E_URL}/projects`)
  await expect(elsewhere).toHaveURL(/\/login/)
  await person.getByLabel('Username').fill('pam')
  await person.getByLabel('Password', { exact: true }).fill('another horse battery')
  await person.getByRole('button', { name: 'Log in' }).click()
  await expect(person).toHaveURL(/\/projects/)
})

test('each page can be read by everybody, in both themes', async ({ browser }) => {
  const admin = await requireAdmin(browser)
  await createProject(admin, 'readable')
  await createUser(browser, admin, 'ruth')
  await addMember(admin, 'readable', 'ruth', 'viewer')
  const pages = ['/projects', '/projects/new', '/users', '/account', '/nowhere']
  const inProject = ['statefulsets', 'new-statefulset', 'members'].map((page) => `/projects/readable/${page}`)
  for (const colorScheme of ['light', 'dark'] as const) {
    await admin.emulateMedia({ colorScheme })
    for (const address of [...pages, ...inProject]) {
      await admin.goto(address)
      await expect(admin.getByRole('heading', { level: 1 })).toBeVisible()
      await expectAccessible(admin)
    }
  }
})
