import {
  addMember,
  createProject,
  createUser,
  expect,
  kubectl,
  recorderUrl,
  requireAdmin,
  test,
} from './fixtures.ts'
import { setClusterDown } from './recorder.ts'
import { statefulSet } from './state-manifests.ts'

const many = Array.from({ length: 30 }, (_, index) =>
  statefulSet(`db-${index}`, {
    replicas: 0,
    metadata: {
      labels: { tier: index % 2 === 0 ? 'gold' : 'iron' },
      annotations: { 'ordinal.io/description': index === 7 ? '支付数据库' : '' },
    },
  }),
).join('\n---\n')

test('the list is searched, filtered, sorted and paged by the server, and its address says how', async ({
  browser,
}) => {
  const admin = await requireAdmin(browser)
  await createProject(admin, 'search')
  kubectl('search', ['apply', '-f', '-'], many)
  await admin.goto('/projects/search/statefulsets?size=25')
  const names = admin.locator('tbody [data-column="name"] a')
  await expect(names).toHaveCount(25)
  await expect(names.nth(2)).toHaveText('db-2')
  await expect(names.nth(10)).toHaveText('db-10')
  await admin.getByRole('link', { name: 'Next' }).click()
  await expect(names).toHaveText(['db-25', 'db-26', 'db-27', 'db-28', 'db-29'])
  await expect(admin).toHaveURL(/page=2/)
  await admin.goBack()
  await expect(names.nth(0)).toHaveText('db-0')

  await admin.keyboard.press('/')
  await admin.keyboard.type('tier=gold db-1')
  await expect(names).toHaveText(['db-10', 'db-12', 'db-14', 'db-16', 'db-18'])
  await expect(admin).toHaveURL(/q=tier/)
  await admin.reload()
  await expect(names).toHaveCount(5)
  await admin.getByRole('searchbox').fill('支付')
  await expect(names).toHaveText(['db-7'])
  await admin.getByRole('searchbox').fill('')
  await admin.getByRole('link', { name: 'Name', exact: true }).click()
  await expect(names.nth(0)).toHaveText('db-29')

  const download = admin.waitForEvent('download')
  await admin.getByRole('button', { name: 'Export' }).click()
  await admin.getByRole('menuitem', { name: '30 sets as CSV' }).click()
  expect((await download).suggestedFilename()).toBe('statefulsets.csv')

  await admin.goto('/projects/search/statefulsets')
  await admin.getByRole('button', { name: 'Filter by project or label' }).click()
  await admin.getByRole('menuitemradio', { name: /^tier=gold/ }).click()
  await expect(names).toHaveCount(15)
  await expect(admin).toHaveURL(/label=tier%3Dgold/)
  await admin.setViewportSize({ width: 390, height: 844 })
  await admin.getByRole('button', { name: 'Filter by project or label' }).press('Enter')
  await admin.getByRole('textbox', { name: 'Label to filter by' }).fill('tier=none')
  await admin.keyboard.press('Enter')
  await expect(admin.getByText('No set matches this.')).toBeVisible()
  const isWide = () => document.documentElement.scrollWidth > document.documentElement.clientWidth
  expect(await admin.evaluate(isWide)).toBe(false)
  await admin.getByRole('link', { name: 'Take away the filter tier=none' }).press('Enter')
  await expect(names).toHaveCount(30)
  await admin.setViewportSize({ width: 1280, height: 720 })

  await admin.goto('/statefulsets?q=db-1')
  await admin.getByRole('button', { name: 'Filter by project or label' }).click()
  await admin.getByRole('menuitemradio', { name: 'Project search', exact: true }).click()
  await expect(admin).toHaveURL(/project=search/)
  await expect(names).toHaveCount(11)
  await admin.goto('/projects/search/statefulsets/db-7/metadata')
  await admin.getByRole('link', { name: 'iron', exact: true }).click()
  await expect(names).toHaveCount(15)

  await admin.goto(
    '/projects/search/statefulsets?page=-1&sort=__proto__&q=(a%2B)%2B%24&state=nope&size=9999&label=%00',
  )
  await expect(admin.getByText('No set matches this.')).toBeVisible()
})

test('somebody else changes a set by kubectl, and the row follows without a reload', async ({ browser }) => {
  const admin = await requireAdmin(browser)
  await createProject(admin, 'live')
  kubectl('live', ['apply', '-f', '-'], statefulSet('web', { replicas: 1 }))
  await admin.goto('/projects/live/statefulsets')
  const row = admin.locator('[data-key="live/web"]')
  await expect(row.locator('[data-column="ready"]')).toContainText('1/1', { timeout: 60_000 })
  await admin.evaluate(() => Object.assign(window, { isSamePage: true }))

  kubectl('live', ['scale', 'statefulset/web', '--replicas=3'])
  await expect(row.locator('[data-column="ready"]')).toContainText('3/3', { timeout: 60_000 })
  await expect(row).toHaveAttribute('data-changed', 'true')

  // A new set announces itself, and comes when it is asked to; one that is gone stays in its place until then.
  kubectl('live', ['apply', '-f', '-'], statefulSet('another', { replicas: 0 }))
  await expect(admin.getByText('1 new set.')).toBeVisible()
  await expect(admin.locator('[data-key="live/another"]')).toHaveCount(0)
  await admin.getByRole('button', { name: 'Show' }).click()
  await expect(admin.locator('[data-key="live/another"]')).toBeVisible()
  kubectl('live', ['delete', 'statefulset/another'])
  await expect(admin.locator('[data-key="live/another"][data-gone="true"]')).toBeVisible()
  await admin.getByRole('button', { name: 'Show' }).click()
  await expect(admin.locator('[data-key="live/another"]')).toHaveCount(0)
  expect(await admin.evaluate(() => 'isSamePage' in window)).toBe(true)
})

test('a list says how old it is while the cluster is away, and is fresh after', async ({ browser }) => {
  const admin = await requireAdmin(browser)
  await createProject(admin, 'away')
  kubectl('away', ['apply', '-f', '-'], statefulSet('web', { replicas: 0 }))
  await admin.goto('/projects/away/statefulsets')
  const row = admin.locator('[data-key="away/web"]')
  await expect(row).toContainText('Stopped')
  await setClusterDown(recorderUrl(), true)
  try {
    await expect(admin.locator('[data-unheard]')).toContainText(/data from .* reconnecting/, {
      timeout: 5000,
    })
    await expect(row).toContainText('Stopped')
    kubectl('away', ['annotate', 'statefulset/web', 'ordinal.io/description=changed meanwhile'])
  } finally {
    await setClusterDown(recorderUrl(), false)
  }
  await expect(row).toContainText('changed meanwhile', { timeout: 30_000 })
  await expect(admin.locator('[data-unheard]')).toHaveCount(0)
})

test('who loses a project loses its rows within five seconds, and never saw those of others', async ({
  browser,
}) => {
  const admin = await requireAdmin(browser)
  await createProject(admin, 'theirs')
  await createProject(admin, 'not-theirs')
  kubectl('theirs', ['apply', '-f', '-'], statefulSet('shown', { replicas: 0 }))
  kubectl('not-theirs', ['apply', '-f', '-'], statefulSet('hidden', { replicas: 0 }))
  const viewer = await createUser(browser, admin, 'lia')
  await addMember(admin, 'theirs', 'lia', 'viewer')
  await viewer.goto('/statefulsets')
  await expect(viewer.locator('tbody tr')).toHaveCount(1)
  await expect(viewer.getByRole('link', { name: /^All 1$/ })).toBeVisible()
  await expect(viewer.getByRole('button', { name: 'Actions for shown' })).toHaveCount(0)
  const headers = { 'sec-fetch-site': 'same-origin' }
  const exported = await viewer.request.get('/statefulsets/export?format=json', { headers })
  expect(await exported.json()).toMatchObject([{ name: 'shown' }])
  const others = await viewer.request.get('/statefulsets/live?project=not-theirs', { headers })
  expect(others.status()).toBe(404)

  await viewer.goto('/projects/theirs/statefulsets')
  await expect(viewer.locator('[data-key="theirs/shown"]')).toBeVisible()
  const set = await viewer.context().newPage()
  await set.goto('/projects/theirs/statefulsets/shown')
  await expect(set.getByRole('heading', { name: 'shown', exact: true })).toBeVisible()
  const claims = await viewer.context().newPage()
  await claims.goto('/projects/theirs/volumes')
  await expect(claims.getByText('There is no volume claim in this project.')).toBeVisible()
  await admin.goto('/projects/theirs/members')
  await admin.getByRole('button', { name: 'Remove lia' }).click()
  await expect(admin.getByRole('button', { name: 'Remove lia' })).toHaveCount(0)
  for (const page of [viewer, set, claims]) {
    await page.bringToFront()
    await expect(page.getByText('You may not see this any more')).toBeVisible({ timeout: 5000 })
  }
  await expect(set.getByRole('heading', { name: 'shown', exact: true })).toHaveCount(0)
  await expect(viewer.locator('[data-key="theirs/shown"]')).toHaveCount(0)
})

test('what others wrote is shown as text', async ({ browser }) => {
  const admin = await requireAdmin(browser)
  await createProject(admin, 'hostile')
  const description = '<img src=x onerror=alert(1)> \u202Egnp.exe \u001b[31mred'
  const annotations = { 'ordinal.io/description': description }
  kubectl('hostile', ['apply', '-f', '-'], statefulSet('plain', { replicas: 0, metadata: { annotations } }))
  await admin.goto('/projects/hostile/statefulsets?q=%3Cimg')
  const row = admin.locator('[data-key="hostile/plain"]')
  await expect(row).toContainText('<img src=x onerror=alert(1)>')
  await expect(row.locator('img')).toHaveCount(0)
  await expect(row.locator('[data-column="name"] a')).toHaveText('plain')
  const exported = await admin.request.get('/statefulsets/export?format=csv&project=hostile', {
    headers: { 'sec-fetch-site': 'same-origin' },
  })
  expect(await exported.text()).toContain('<img src=x onerror=alert(1)>')
})
