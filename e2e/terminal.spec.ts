import type { Page } from '@playwright/test'
import {
  addMember,
  createProject,
  createUser,
  expect,
  expectAccessible,
  fillSetup,
  kubectl,
  logIn,
  requireAdmin,
  takePictures,
  test,
} from './fixtures.ts'
import { startOrdinal } from './ordinal.ts'
import { statefulSet } from './state-manifests.ts'
import { startWire } from './wire.ts'

const never = { exec: { command: ['sh', '-c', 'exit 1'] }, periodSeconds: 1, failureThreshold: 1 }
const sets = [
  statefulSet('shell', { replicas: 2 }),
  statefulSet('unready', { container: { readinessProbe: never } }),
  statefulSet('waiting', { image: 'registry.invalid/nope:1' }),
].join('\n---\n')

/** A project of its own for each process: after a failure there is another one. */
const slug = `shell-${process.pid}`
const address = (pod: string, project = slug) => `/projects/${project}/pods/${pod}/containers/main/terminal`
/** What the terminal that is seen shows. */
const screen = (page: Page) => page.locator('[role=tabpanel]:not([hidden]) .xterm-rows')
const says = (page: Page) => page.locator('[role=tabpanel]:not([hidden])').getByRole('status')

async function ready(page: Page): Promise<void> {
  await expect(says(page)).toContainText('Connected to')
  await expect(screen(page)).toContainText('#')
}

async function run(page: Page, command: string): Promise<void> {
  await page.locator('[role=tabpanel]:not([hidden]) .xterm-screen').click()
  await page.keyboard.type(`${command}\n`)
}

/** A line that holds exactly this; what is typed is on the line of its prompt. */
const line = (page: Page, text: string | RegExp) =>
  screen(page)
    .locator('div')
    .filter({ hasText: typeof text === 'string' ? new RegExp(`^${text}\\s*$`) : text })

let admin: Page
let isMade = false

test.beforeEach(async ({ browser }) => {
  admin = await requireAdmin(browser)
  if (isMade) return
  isMade = true
  await createProject(admin, slug)
  kubectl(slug, ['apply', '-f', '-'], sets)
  for (const pod of ['shell-0', 'shell-1', 'unready-0', 'waiting-0'])
    kubectl(slug, ['wait', '--for=create', `pod/${pod}`, '--timeout=60s'])
  kubectl(slug, ['wait', '--for=condition=Ready', 'pod/shell-1', '--timeout=60s'])
})

test('one types and sees, on pages of the project, with several terminals; a reload is the same shell', async () => {
  await admin.goto(`/projects/${slug}/statefulsets/shell`)
  await admin.getByRole('button', { name: 'Terminal of main in shell-0' }).click()
  await ready(admin)
  await run(admin, 'MARK=kept-1; echo seen-$((40+2)) $(hostname)')
  await expect(line(admin, 'seen-42 shell-0')).toBeVisible()
  await takePictures(admin, 'terminal-dock', screen(admin))
  await ready(admin)

  await admin.getByRole('link', { name: 'Events' }).click()
  await expect(admin).toHaveURL(/events/)
  await run(admin, 'echo still-$MARK')
  await expect(line(admin, 'still-kept-1')).toBeVisible()

  await admin.reload()
  await ready(admin)
  await expect(line(admin, 'still-kept-1')).toBeVisible()
  await run(admin, 'echo again-$MARK')
  await expect(line(admin, 'again-kept-1')).toBeVisible()

  await admin.getByRole('button', { name: 'New terminal' }).click()
  await admin.getByRole('menuitem', { name: 'ash', exact: true }).click()
  await expect(admin.getByRole('tab')).toHaveCount(2)
  await ready(admin)
  await expect(says(admin)).toContainText('ash')
  await run(admin, 'echo other-[$MARK]')
  await expect(line(admin, 'other-\\[\\]')).toBeVisible()
  await expectAccessible(admin)

  await admin.getByRole('button', { name: 'On a page of its own' }).click()
  await expect(admin).toHaveURL(address('shell-0'))
  await admin.getByRole('tab').first().click()
  await expect(line(admin, 'again-kept-1')).toBeVisible()
  await takePictures(admin, 'terminal-page', screen(admin))
  await admin.getByRole('tab').first().click()
  await ready(admin)

  await admin.getByRole('button', { name: 'Close the terminal shell-0 main' }).last().click()
  await expect(admin.getByRole('tab')).toHaveCount(1)
  const shells = () => kubectl(slug, ['exec', 'shell-0', '--', 'ps']).match(/ sh$/gm) ?? []
  await expect.poll(shells).toEqual([])
})

test('the shell learns the size, finds, and nothing that is printed leaves the screen', async () => {
  await admin.goto(address('shell-1'))
  await ready(admin)
  const size = async () => {
    await run(admin, 'clear; stty size; echo end-$((1+1))')
    await expect(line(admin, 'end-2')).toBeVisible()
    return screen(admin).textContent()
  }
  const before = await size()
  await admin.setViewportSize({ width: 900, height: 600 })
  await expect.poll(size).not.toBe(before)
  await admin.setViewportSize({ width: 1280, height: 720 })

  await run(admin, 'clear; for i in 1 2 3; do echo needle-$i; done')
  await expect(line(admin, 'needle-3')).toBeVisible()
  await admin.getByRole('button', { name: 'Find in the terminal' }).click()
  await admin.getByRole('textbox', { name: 'Find in the terminal' }).fill('needle-')
  await expect(admin.getByText(/\d of [34]/)).toBeVisible()
  await admin.keyboard.press('Escape')

  const title = await admin.title()
  const attacks = [
    '\\033]0;owned\\007',
    '\\033]52;c;b3duZWQ=\\007',
    '\\033[c',
    '\\033[6n',
    '\\033[21t',
    '\\033P$qm\\033\\\\',
  ]
  await run(admin, `clear; printf '${attacks.join('')}'; read -t 1 reply; echo reply-[$reply]`)
  await expect(line(admin, 'reply-\\[\\]')).toBeVisible()
  expect(await admin.title()).toBe(title)
})

test('a pod that is not ready has a terminal, one that does not run says why not', async () => {
  await admin.goto(address('unready-0'))
  await ready(admin)
  await run(admin, 'echo in-$(hostname)')
  await expect(line(admin, 'in-unready-0')).toBeVisible()
  await admin.goto(address('waiting-0'))
  await expect(says(admin)).toContainText(/does not run: (ErrImagePull|ImagePullBackOff)/)
  await takePictures(admin, 'terminal-refused', says(admin))
})

test('it ends with the pod, and another pod of the name gets another shell', async () => {
  await admin.goto(address('shell-1'))
  await ready(admin)
  kubectl(slug, ['delete', 'pod', 'shell-1', '--grace-period=0', '--force'])
  await expect(says(admin)).toContainText(/The pod is gone|The container was stopped/)
  kubectl(slug, ['wait', '--for=create', 'pod/shell-1', '--timeout=60s'])
  kubectl(slug, ['wait', '--for=condition=Ready', 'pod/shell-1', '--timeout=60s'])
  await says(admin).getByRole('button').click()
  await ready(admin)
  await run(admin, 'exit 3')
  await expect(says(admin)).toContainText('The shell ended with code 3')
})

test('a cut of 30 s comes back to the same shell with its variable', async ({ browser }) => {
  const wire = await startWire(process.env.E2E_URL ?? '')
  const page = await (await browser.newContext({ baseURL: wire.url, locale: 'en-US' })).newPage()
  await logIn(page, 'admin')
  await page.goto(address('shell-0'))
  await ready(page)
  await run(page, 'MARK=over-the-cut')
  const cut = wire.cut(30_000)
  await expect(says(page)).toContainText('The connection is lost')
  await cut
  await ready(page)
  await run(page, 'echo "<$MARK>"')
  await expect(line(page, '<over-the-cut>')).toBeVisible()
  await expect(says(page)).not.toContainText('new one')
  await page.context().close()
  wire.close()
})

test('after its replica was killed the shell is said to be a new one', async ({ browser }) => {
  test.setTimeout(180_000)
  const settings = { KUBECONFIG: process.env.E2E_ORDINAL_KUBECONFIG ?? '' }
  const first = await startOrdinal(settings)
  let running = first
  try {
    const page = await (await browser.newContext({ baseURL: first.url, locale: 'en-US' })).newPage()
    await page.goto(first.setupLink)
    await fillSetup(page)
    await createProject(page, 'replica')
    kubectl('replica', ['apply', '-f', '-'], statefulSet('shell'))
    kubectl('replica', ['wait', '--for=create', 'pod/shell-0', '--timeout=60s'])
    kubectl('replica', ['wait', '--for=condition=Ready', 'pod/shell-0', '--timeout=60s'])
    await page.goto(address('shell-0', 'replica'))
    await ready(page)
    await run(page, 'MARK=gone')
    await first.kill()
    await expect(says(page)).toContainText('The connection is lost')
    running = await startOrdinal({ ...settings, ORDINAL_DATA: first.data, PORT: first.port })
    await expect(says(page)).toContainText('This is a new one')
    await run(page, 'echo "<$MARK>"')
    await expect(line(page, '<>')).toBeVisible()
  } finally {
    await running.stop()
  }
})

test('who loses the right loses the terminal within 5 s, while output flows; a viewer has none', async ({
  browser,
}) => {
  const page = await createUser(browser, admin, 'tess')
  await addMember(admin, slug, 'tess', 'operator')
  await page.goto(address('shell-0'))
  await ready(page)
  await run(page, 'while true; do echo tick; sleep 0.1; done')
  await expect(line(page, 'tick').first()).toBeVisible()
  await admin.goto(`/projects/${slug}/members`)
  await admin.getByLabel('Username').fill('tess')
  await admin.getByLabel('Role').selectOption('viewer')
  await admin.getByRole('button', { name: 'Add member' }).click()
  await expect(admin.getByRole('row', { name: /tess/ })).toContainText('Viewer')
  await expect(says(page)).toContainText('your role does not allow terminals any more', { timeout: 5000 })
  await page.goto(`/projects/${slug}/statefulsets/shell`)
  await expect(page.getByRole('button', { name: /Terminal of/ })).toHaveCount(0)
  expect((await page.goto(address('shell-0')))?.status()).toBe(404)
})
