import { apply, dialogOf, main, openCode, put, read, retype, review, save, sidecar } from './edit-code.ts'
import {
  createProject,
  expect,
  expectAccessible,
  kubectl,
  requireAdmin,
  takePictures,
  test,
} from './fixtures.ts'
import { claimTemplates, mounts, namesOf } from './foreseen.ts'
import { statefulSet } from './state-manifests.ts'

const claims = [
  {
    metadata: { name: 'data' },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Mi' } } },
  },
]

test('the settings of a set are the form of a new one on its own text: what is for life is locked, and one field is one change', async ({
  browser,
}) => {
  const page = await requireAdmin(browser)
  await createProject(page, 'settings')
  const mounted = {
    ...main,
    volumeMounts: [{ name: 'data', mountPath: '/data' }],
    securityContext: { runAsUser: 1 },
  }
  apply(
    'settings',
    statefulSet('web', {
      replicas: 0,
      pod: { containers: [mounted, sidecar] },
      spec: { serviceName: 'web', volumeClaimTemplates: claims },
    }),
  )
  await page.goto('/projects/settings/statefulsets/web')
  await page.getByRole('link', { name: 'Edit settings' }).click()
  await expect(page.locator('[data-ready="true"]')).toBeVisible()
  await expect(page.getByLabel('Name', { exact: false }).first()).toBeDisabled()
  await expect(page.getByText('The name is for life')).toBeVisible()
  await expect(page.getByText('Nothing is changed.')).toBeVisible()
  await expectAccessible(page)
  await takePictures(page, 'settings-basics', page.locator('[data-ready="true"]'))

  const step = (name: RegExp) =>
    page.getByRole('list', { name: 'Steps' }).getByRole('button', { name }).click()
  await step(/Volumes/)
  await expect(page.getByLabel('Capacity', { exact: false })).toBeDisabled()
  await expect(page.getByText('Volume claim templates cannot be edited.').first()).toBeVisible()
  await expect(page.getByRole('button', { name: 'Add volume claim template' })).toHaveCount(0)
  await expect(page.getByLabel('Mount path', { exact: false })).toBeEnabled()
  await takePictures(page, 'settings-volumes', page.locator('[data-ready="true"]'))
  await step(/Service/)
  await expect(page.getByLabel('Name of an existing headless Service')).toBeDisabled()
  await step(/Labels/)
  await page.getByRole('button', { name: 'Add label' }).first().click()
  await page.getByLabel('Key 2 of Labels', { exact: true }).fill('tier')
  await page.getByLabel('Value 2 of Labels', { exact: true }).fill('data')
  await page.getByLabel('Value 1 of Labels', { exact: true }).fill('other')
  await step(/Pods/)
  await page.getByText('Updates and order').click()
  await expect(page.getByLabel('Start and end')).toBeDisabled()
  await page.getByLabel('Image', { exact: false }).nth(1).fill('not an image')
  await page.getByLabel('Image', { exact: false }).first().click()
  await expect(page.locator('[data-stop="mendFirst"]')).toBeVisible()
  await page.getByLabel('Image', { exact: false }).nth(1).fill('busybox:1.37')
  await expect(page.getByText('3 changes, not saved yet')).toBeVisible()
  await page.getByText('Code', { exact: true }).click()
  await expect(page.locator('.view-lines').first()).toContainText('tier: data', { timeout: 30_000 })

  // Somebody else in between: the form shows what came, too.
  kubectl('settings', ['annotate', 'statefulset/web', 'ordinal.io/description=From elsewhere'])
  const dialog = await review(page)
  await expect(dialog.locator('[data-meanwhile]')).toContainText('ordinal.io/description')
  await expect(dialog.locator('[data-effects="rolloutEmpty"]')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialogOf(page)).toHaveCount(0)
  await page.getByText('Form', { exact: true }).click()
  await step(/Basic information/)
  await expect(page.getByLabel('Description')).toHaveValue('From elsewhere')
  await page.getByLabel('Replicas').fill('1')
  await review(page)
  await expect(dialog.locator('[data-effects="rolloutEmpty,scaleUp"]')).toContainText('web-0 is added')
  await dialog.getByRole('button', { name: 'Save 4 changes' }).click()
  await expect(page).toHaveURL(/\/statefulsets\/web$/)

  const { metadata, spec } = read('settings', 'web')
  expect(metadata.labels).toEqual({ app: 'other', tier: 'data' })
  expect(metadata.annotations).toMatchObject({ 'ordinal.io/description': 'From elsewhere' })
  expect(spec).toMatchObject({
    replicas: 1,
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: {
        containers: [{ image: 'busybox:1.36', securityContext: { runAsUser: 1 } }, { image: 'busybox:1.37' }],
      },
    },
  })
})

test('what the server has filled in is the choice of its name, and a set may wait for its pods to be deleted', async ({
  browser,
}) => {
  const page = await requireAdmin(browser)
  await createProject(page, 'defaults')
  const port = { ports: [{ containerPort: 8080 }], volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }] }
  apply(
    'defaults',
    statefulSet('web', {
      replicas: 0,
      container: port,
      pod: { volumes: [{ name: 'tmp', emptyDir: {} }] },
      spec: { updateStrategy: { rollingUpdate: { partition: 1 } } },
    }),
  )
  expect(read('defaults', 'web').spec.updateStrategy).toMatchObject({ type: 'RollingUpdate' })
  await page.goto('/projects/defaults/statefulsets/web')
  await page.getByRole('link', { name: 'Edit settings' }).click()
  await expect(page.locator('[data-ready="true"]')).toBeVisible()
  const step = (name: RegExp) =>
    page.getByRole('list', { name: 'Steps' }).getByRole('button', { name }).click()
  await step(/Pods/)
  await page.locator('summary', { hasText: /^Ports/ }).click()
  await expect(page.getByLabel('Protocol').locator('option')).toHaveText(['TCP', 'UDP', 'SCTP'])
  await page.getByText('Updates and order').click()
  const strategy = page.getByLabel('Update strategy')
  await expect(strategy.locator('option')).toHaveText(['Rolling update', 'When a pod is deleted'])
  await strategy.selectOption('When a pod is deleted')
  await expect(page.getByLabel('Partition')).toHaveCount(0)
  await strategy.selectOption('Rolling update')
  await expect(page.getByLabel('Partition')).toHaveValue('')
  await strategy.selectOption('When a pod is deleted')

  await step(/Volumes/)
  await page.locator('summary', { hasText: 'Other volumes' }).click()
  await page.getByRole('button', { name: 'Remove tmp' }).click()
  await expect(page.locator('[data-followers]')).toContainText('volumeMounts[0]')
  await save(page)
  const { spec } = read('defaults', 'web')
  expect(spec.updateStrategy).toEqual({ type: 'OnDelete' })
  const { volumes, containers } = (spec.template as { spec: { volumes?: unknown; containers: object[] } })
    .spec
  expect(volumes).toBeUndefined()
  expect(containers[0]).not.toHaveProperty('volumeMounts')
})

test('fewer replicas or another first ordinal in the editor name the claims that go, and exactly those go', async ({
  browser,
}) => {
  const page = await requireAdmin(browser)
  await createProject(page, 'edit-loss')
  const spec = {
    ...claimTemplates('data'),
    podManagementPolicy: 'Parallel',
    persistentVolumeClaimRetentionPolicy: { whenScaled: 'Delete', whenDeleted: 'Retain' },
  }
  apply('edit-loss', statefulSet('db', { replicas: 4, spec, container: mounts('data') }))
  await expect
    .poll(() => read('edit-loss', 'db'), { timeout: 60_000 })
    .toMatchObject({ status: { readyReplicas: 4 } })
  const dialog = dialogOf(page)
  const submit = dialog.getByRole('button', { name: /^Save \d+ change/ })
  const lost = dialog.locator('[data-lost]')
  const uids = (names: string[]) =>
    names.map((name) => kubectl('edit-loss', ['get', 'pvc', name, '-o', 'jsonpath={.metadata.uid}']))

  await page.goto('/projects/edit-loss/statefulsets/db/edit?view=form')
  await expect(page.locator('[data-ready="true"]')).toBeVisible()
  await page.getByLabel('Replicas').fill('3')
  await review(page)
  await expect(dialog.locator('[data-effects="scaleDown"]')).toBeVisible()
  await expect(dialog).toContainText('db-3 ends.')
  await expect(lost).toHaveText(['data-db-3 · 1Mi'])
  await expect(submit).toBeDisabled()
  await expectAccessible(page)
  await dialog.getByLabel('I want this volume claim and its data to be deleted').check()
  await submit.click()
  await expect(page).toHaveURL(/\/statefulsets\/db$/)
  const left = ['data-db-0', 'data-db-1', 'data-db-2']
  await expect.poll(() => namesOf('edit-loss', 'pvc'), { timeout: 60_000 }).toEqual(left)
  await expect.poll(() => namesOf('edit-loss', 'pods'), { timeout: 60_000 }).toEqual(['db-0', 'db-1', 'db-2'])

  const kept = uids(left.slice(2))
  await openCode(page, 'edit-loss', 'db')
  await retype(page, put(/^ {2}replicas: 3$/m, '  replicas: 3\n  ordinals:\n    start: 2'))
  await review(page)
  await expect(dialog.locator('[data-effects="window"]')).toContainText(
    '2 of the pods that are there now END, and the set is db-2 to db-4 then.',
  )
  await expect(lost).toHaveText(['data-db-1 · 1Mi', 'data-db-0 · 1Mi'])
  await expect(dialog).toContainText('1 of the former 3 remains, fewer than the majority of 2.')
  await dialog.getByLabel('I want these 2 volume claims and their data to be deleted').check()
  await expect(submit).toBeEnabled()
  await submit.click()
  await expect(page).toHaveURL(/\/statefulsets\/db$/)
  await expect
    .poll(() => namesOf('edit-loss', 'pvc'), { timeout: 60_000 })
    .toEqual(['data-db-2', 'data-db-3', 'data-db-4'])
  expect(uids(['data-db-2'])).toEqual(kept)
})
