import { execFileSync } from 'node:child_process'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContext, test as base, expect, type Page } from '@playwright/test'

import { binary } from './cluster/places.ts'

export { expect }

// What the journeys of this worker run on (global-setup.ts); the runner, which only lists them, has no number.
Object.assign(process.env, JSON.parse(process.env[`E2E_WORKER_${process.env.TEST_PARALLEL_INDEX}`] ?? '{}'))

const url = () => process.env.E2E_URL ?? ''
export const recorderUrl = () => process.env.E2E_RECORDER ?? ''
/** The cluster may be an older one, with the namespaces of earlier runs. */
const run = Date.now().toString(36)
const password = 'correct horse battery'

/** What went wrong in any page of a journey: script errors, failed scripts, a broken content security policy. */
const errors: string[] = []
/** Namespace → the file whose journeys made it. */
const namespaces = new Map<string, string>()

function listen(page: Page): Page {
  page.on('pageerror', (error) => errors.push(String(error)))
  page.on('console', (message) => {
    const isOurs = !/Failed to load resource|net::ERR/.test(message.text())
    if (message.type() === 'error' && isOurs) errors.push(message.text())
  })
  return page
}

export const test = base.extend<{ page: Page; ending: undefined }>({
  baseURL: async ({ browserName: _ }, use) => use(url()),
  page: async ({ page }, use) => use(listen(page)),
  /**
   * No page of a journey had an error. Then they are closed: those of journeys that are over would go on following the
   * cluster; those of a failed one are for the trace. (A hook would count in the first file alone that loads this one.)
   */
  ending: [
    async ({ browser }, use, info) => {
      dropFormer(info.file)
      await use(undefined)
      expect(errors.splice(0)).toEqual([])
      if (info.status !== 'passed') return
      for (const context of browser.contexts()) await context.close()
    },
    { auto: true },
  ],
})

type Session = Awaited<ReturnType<BrowserContext['storageState']>>

/** A browser of its own for one person, who may be logged in already. */
async function openBrowser(browser: Browser, session?: Session): Promise<Page> {
  const options = { baseURL: url(), locale: 'en-US' }
  const context = await browser.newContext(
    session === undefined ? options : { ...options, storageState: session },
  )
  return listen(await context.newPage())
}

export async function logIn(page: Page, username: string): Promise<void> {
  await page.goto('/login')
  await page.getByLabel('Username').fill(username)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Log in' }).click()
  await expect(page).toHaveURL(/\/projects/)
}

/** On the page of the set-up link: becomes the administrator `admin`. */
export async function fillSetup(page: Page): Promise<void> {
  await page.getByLabel('Username').fill('admin')
  await page.getByLabel('Your name').fill('Ada Admin')
  await fillPassword(page)
}

/** On the page of a one-time link. */
export async function fillPassword(page: Page): Promise<void> {
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page).toHaveURL(/\/projects/)
}

/** Of `admin`, for all journeys of this worker. */
let adminSession: Session | undefined

/** The first administrator `admin`, made through the set-up link by whichever journey comes first. */
export async function requireAdmin(browser: Browser): Promise<Page> {
  const page = await openBrowser(browser, adminSession)
  if (adminSession !== undefined) return page
  await page.goto(process.env.E2E_SETUP_LINK ?? '')
  if (await page.getByText('Set up Ordinal').isVisible()) await fillSetup(page)
  else await logIn(page, 'admin')
  adminSession = await page.context().storageState()
  return page
}

/** The namespace behind a project of this run. */
export const namespaceOf = (slug: string) => `${slug}-${run}`

/** As somebody else, beside Ordinal: the cluster's administrator in the project's namespace. Gives what it printed. */
export const kubectl = (slug: string, args: readonly string[], manifests?: string): string =>
  administer(['-n', namespaceOf(slug), ...args], manifests)

/** The namespaces of files before this one are deleted: a node takes 110 pods. */
function dropFormer(file: string): void {
  const former = [...namespaces].filter(([, maker]) => maker !== file).map(([name]) => name)
  for (const name of former) namespaces.delete(name)
  if (former.length > 0) administer(['delete', 'namespace', '--wait=false', '--ignore-not-found', ...former])
}

function administer(args: readonly string[], manifests?: string): string {
  const env = { ...process.env, KUBECONFIG: process.env.E2E_KUBECONFIG ?? '' }
  return execFileSync(binary('kubectl'), args, {
    env,
    encoding: 'utf8',
    ...(manifests === undefined ? {} : { input: manifests }),
  })
}

export async function createProject(admin: Page, slug: string): Promise<void> {
  await admin.goto('/projects/new')
  await admin.getByLabel('Name', { exact: true }).fill(`Project ${slug}`)
  await admin.getByLabel('Part of the address').fill(slug)
  await admin.getByLabel('Namespace', { exact: true }).fill(namespaceOf(slug))
  await admin.getByLabel('Make the namespace').check()
  namespaces.set(namespaceOf(slug), test.info().file)
  await admin.getByRole('button', { name: 'Create project' }).click()
  await expect(admin).toHaveURL(new RegExp(`/projects/${slug}/statefulsets`))
}

/** A user by way of the invitation link, as a page that is logged in. */
export async function createUser(browser: Browser, admin: Page, username: string): Promise<Page> {
  await admin.goto('/users')
  await admin.getByLabel('Username').fill(username)
  await admin.getByLabel('Name', { exact: true }).fill(username)
  await admin.getByRole('button', { name: 'Create user' }).click()
  const link = await admin.getByTestId('invitation-link').textContent()
  const page = await openBrowser(browser)
  await page.goto(link ?? '')
  await fillPassword(page)
  return page
}

export async function addMember(admin: Page, slug: string, username: string, role: string): Promise<void> {
  await admin.goto(`/projects/${slug}/members`)
  await admin.getByLabel('Username').fill(username)
  await admin.getByLabel('Role').selectOption(role)
  await admin.getByRole('button', { name: 'Add member' }).click()
  // Whoever had another role before is there from the start.
  const row = admin.getByRole('row').filter({ hasText: `(${username})` })
  await expect(row.getByRole('cell', { name: new RegExp(`^${role}$`, 'i') })).toBeVisible()
}

/** On the page where a set begins: takes a text, and is in its draft. */
export async function importDraft(page: Page, text: string): Promise<void> {
  await page.getByLabel('Paste YAML or JSON here').fill(text)
  await page.getByRole('button', { name: 'Fill the form with it' }).click()
  await expect(page.locator('[data-ready="true"]')).toBeVisible()
}

/** What was typed last is stored: the mark takes a moment to notice that there is something. */
export async function expectSaved(page: Page): Promise<void> {
  await expect(page.locator('[data-saving="waiting"], [data-saving="saving"]')).toBeVisible()
  await expect(page.locator('[data-saving="saved"]')).toBeVisible()
}

/** No violation of WCAG 2.2 A and AA that axe can see. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
}

/** With E2E_PICTURES=<folder>: the page as it stands, dialog and all; else nothing. */
export async function takePicture(page: Page, name: string): Promise<void> {
  const folder = process.env.E2E_PICTURES
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png` })
}

/** With E2E_PICTURES=<folder>: the page in both languages and themes, and narrow; else nothing. */
export async function takePictures(
  page: Page,
  name: string,
  isThere = page.getByRole('listitem').filter({ hasText: 'web' }).or(page.getByRole('row').last()).first(),
  /** What is opened first, after each loading. */
  open: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const folder = process.env.E2E_PICTURES
  if (folder === undefined) return
  const context = page.context()
  const shoot = async (suffix: string) => {
    await page.reload()
    await open()
    await expect(isThere).toBeVisible()
    await page.screenshot({ path: `${folder}/${name}-${suffix}.png` })
  }
  for (const locale of ['zh-CN', 'en']) {
    await context.addCookies([{ name: 'locale', value: locale, url: url() }])
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await shoot(`${locale}-${colorScheme}`)
    }
  }
  await page.emulateMedia({ colorScheme: 'light' })
  const size = page.viewportSize()
  await page.setViewportSize({ width: 390, height: 844 })
  await shoot('narrow')
  await page.setViewportSize(size ?? { width: 1280, height: 720 })
}
