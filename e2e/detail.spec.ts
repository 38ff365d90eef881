import {
  addMember,
  createProject,
  createUser,
  expect,
  expectAccessible,
  kubectl,
  recorderUrl,
  requireAdmin,
  takePictures,
  test,
} from './fixtures.ts'
import { setClusterDown } from './recorder.ts'
import { statefulSet } from './state-manifests.ts'

const service = JSON.stringify({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web' },
  spec: {
    clusterIP: 'None',
    selector: { app: 'web' },
    ports: [{ name: 'http', port: 80, targetPort: 8080 }],
  },
})
const budget = JSON.stringify({
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: { name: 'web-budget' },
  spec: { minAvailable: 1, selector: { matchLabels: { app: 'web' } } },
})
const web = statefulSet('web', {
  replicas: 2,
  spec: { serviceName: 'web' },
  container: { envFrom: [{ secretRef: { name: 'web-password', optional: true } }] },
})

test('the page of a set follows the cluster: its pods, what stands beside it and its events', async ({
  browser,
}) => {
  const admin = await requireAdmin(browser)
  await createProject(admin, 'detail')
  kubectl('detail', ['apply', '-f', '-'], [service, budget, web].join('\n---\n'))
  await admin.goto('/projects/detail/statefulsets/web')
  await expect(admin.getByText('2 of 2 ready')).toBeVisible({ timeout: 60_000 })
  await admin.evaluate(() => Object.assign(window, { isSamePage: true }))
  const related = (kind: string) => admin.locator(`[data-related="${kind}"]`)
  await expect(related('services')).toContainText(
    'web gives the pods their DNS names · headless · http 80→8080/TCP',
  )
  await expect(related('budgets')).toContainText('at least 1 available · 1 pod may be moved away now')
  await expect(related('secrets')).toContainText('web-password')
  await expectAccessible(admin)
  await takePictures(admin, 'detail-related')
  await admin.evaluate(() => Object.assign(window, { isSamePage: true }))

  kubectl('detail', ['scale', 'statefulset/web', '--replicas=3'])
  await expect(admin.locator('[data-ordinal="2"][data-state="ready"]')).toBeVisible({ timeout: 60_000 })
  kubectl('detail', ['delete', 'pdb/web-budget'])
  await expect(related('budgets')).toContainText('None')
  kubectl('detail', ['set', 'image', 'statefulset/web', 'main=registry.invalid/nope:1'])
  await expect(admin.locator('[data-blocker="image"]')).toContainText('registry.invalid/nope:1', {
    timeout: 60_000,
  })

  await admin
    .getByRole('navigation', { name: 'Pages of the set' })
    .getByRole('link', { name: 'Events' })
    .click()
  await expect(admin).toHaveURL(/\/web\/events$/)
  await expect(admin.locator('[data-event="SuccessfulCreate"]').first()).toBeVisible()
  await admin.getByText('Warnings').click()
  await expect(admin).toHaveURL(/type=warning/)
  await expect(admin.locator('[data-event="SuccessfulCreate"]')).toHaveCount(0)
  await expect(admin.locator('[data-event="Failed"]').first()).toBeVisible()
  await admin.getByLabel('Filter by pod').selectOption('web-0')
  await expect(admin.getByText('No event matches this.')).toBeVisible()
  expect(await admin.evaluate(() => 'isSamePage' in window)).toBe(true)
  await admin.goto('/projects/detail/statefulsets/web/events')
  await expectAccessible(admin)
  await takePictures(admin, 'events')

  kubectl('detail', ['delete', 'statefulset/web'])
  await expect(admin.getByText('web was deleted.')).toBeVisible()
  await admin.reload()
  await expect(admin.getByText('web was deleted.')).toHaveCount(0)
  await expect(admin.getByRole('heading', { level: 1 })).not.toHaveText('web')
})

test('a set of a hundred ordinals has its strip and its rows', async ({ browser }) => {
  const admin = await requireAdmin(browser)
  await createProject(admin, 'hundred')
  const pod = { nodeSelector: { disk: 'nowhere' } }
  const spec = { podManagementPolicy: 'Parallel', ordinals: { start: 5 } }
  kubectl('hundred', ['apply', '-f', '-'], statefulSet('big', { replicas: 100, pod, spec }))
  await admin.goto('/projects/hundred/statefulsets/big')
  await expect(admin.getByRole('list', { name: 'Ordinals' }).getByRole('listitem')).toHaveCount(100)
  await expect(admin.locator('[data-ordinal="104"]')).toContainText('big-104')
  await expect(admin.locator('[data-blocker="unschedulable"]')).toBeVisible({ timeout: 60_000 })
  await takePictures(admin, 'detail-hundred')
})

test('a viewer sees the set and nothing to change it; a cluster that is away is said', async ({
  browser,
}) => {
  const admin = await requireAdmin(browser)
  await createProject(admin, 'looked-at')
  const viewer = await createUser(browser, admin, 'wanda')
  await addMember(admin, 'looked-at', 'wanda', 'viewer')
  kubectl('looked-at', ['apply', '-f', '-'], statefulSet('web', { replicas: 1 }))
  await viewer.goto('/projects/looked-at/statefulsets/web')
  await expect(viewer.getByText('1 of 1 ready')).toBeVisible({ timeout: 60_000 })
  await expect(viewer.getByRole('button', { name: 'Delete' })).toHaveCount(0)
  await expect(viewer.getByLabel('Replicas')).toHaveCount(0)

  await setClusterDown(recorderUrl(), true)
  await expect(viewer.locator('[data-unheard]')).toBeVisible({ timeout: 60_000 })
  await expect(viewer.getByText('1 of 1 ready')).toBeVisible()
  await setClusterDown(recorderUrl(), false)
  await expect(viewer.locator('[data-unheard]')).toHaveCount(0, { timeout: 60_000 })
})

test('of a set of very many the ordinals are counted by their state, and its row draws the first', async ({
  browser,
}) => {
  const admin = await requireAdmin(browser)
  await createProject(admin, 'many')
  const unready = { readinessProbe: { exec: { command: ['false'] } } }
  kubectl('many', ['apply', '-f', '-'], statefulSet('wide', { replicas: 4000, container: unready }))
  await admin.goto('/projects/many/statefulsets/wide')
  const strip = admin.getByRole('list', { name: 'Ordinals', exact: true }).first()
  await expect(strip.getByRole('listitem')).toHaveText([/^1 (starting|failing)$/, '3,999 missing'], {
    timeout: 60_000,
  })
  await expectAccessible(admin)
  await admin.goto('/projects/many/statefulsets')
  await expect(admin.locator('[data-key="many/wide"]')).toContainText('+3,988')
})
