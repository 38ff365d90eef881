import { apply, openCode, put, read, retype, review } from './edit-code.ts'
import {
  addMember,
  createProject,
  createUser,
  expect,
  expectAccessible,
  kubectl,
  requireAdmin,
  takePictures,
  test,
} from './fixtures.ts'
import { askScale, closeDialog, jsonPath, namesOf, openSet, progress } from './foreseen.ts'
import { statefulSet } from './state-manifests.ts'

interface Kept {
  readonly spec: { readonly selector: unknown; readonly ports?: unknown[] } & Record<string, unknown>
}

function get(slug: string, kind: string, name: string): Kept {
  return JSON.parse(kubectl(slug, ['get', kind, name, '-o', 'json'])) as Kept
}

test('the description and the labels of a set are edited where they stand', async ({ browser }) => {
  const page = await requireAdmin(browser)
  await createProject(page, 'words')
  apply('words', statefulSet('web', { replicas: 0 }))
  await page.goto('/projects/words/statefulsets/web')
  await page.getByRole('button', { name: 'Edit description' }).click()
  await page.getByLabel('Description').fill('Keeps the orders.')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Edit description' })).toBeVisible()
  await expect(page.getByText('Keeps the orders.')).toBeVisible()
  expect(read('words', 'web').metadata.annotations).toEqual({ 'ordinal.io/description': 'Keeps the orders.' })

  await page.goto('/projects/words/statefulsets')
  await page.getByRole('button', { name: 'Actions for web' }).click()
  await page.getByRole('menuitem', { name: 'Edit description' }).click()
  await page.getByLabel('Description', { exact: true }).fill('Keeps all orders.')
  await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.getByText('Keeps all orders.')).toBeVisible()

  await page.goto('/projects/words/statefulsets/web')
  await page.getByRole('link', { name: 'Metadata' }).click()
  await expect(page).toHaveURL(/\/web\/metadata$/)
  await expect(page.getByRole('heading', { name: 'Manifest' })).toBeVisible()
  await expectAccessible(page)
  await takePictures(page, 'metadata', page.getByRole('heading', { level: 2 }).first())
  await page.getByRole('button', { name: 'Edit Labels' }).click()
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByLabel('Key 2').fill('tier')
  await page.getByLabel('Value 2').fill('data base')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('main').getByRole('alert')).toContainText('No value of a label')
  await page.getByLabel('Value 2').fill('data')
  // Another label is nobody's loss; the same one is a conflict, and what was typed is still there.
  kubectl('words', ['label', 'statefulset/web', 'team=shop'])
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.locator('[data-entries="labels"]')).toContainText('tier')
  expect(read('words', 'web').metadata.labels).toEqual({ app: 'web', team: 'shop', tier: 'data' })
  await page.getByRole('button', { name: 'Edit Labels' }).click()
  await page.getByLabel('Value 3').fill('mine')
  kubectl('words', ['label', 'statefulset/web', 'tier=theirs', '--overwrite'])
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('main').getByRole('alert')).toContainText('Somebody else changed it meanwhile')
  await expect(page.getByLabel('Value 3')).toHaveValue('mine')
  expect(read('words', 'web').metadata.labels).toMatchObject({ tier: 'theirs' })
})

test('a budget is made for the pods of a set, says what it means, and keeps what it is not asked about', async ({
  browser,
}) => {
  const admin = await requireAdmin(browser)
  await createProject(admin, 'budgets')
  apply('budgets', statefulSet('web', { replicas: 2 }))
  await admin.goto('/projects/budgets/statefulsets/web')
  await expect(admin.getByText('2 of 2 ready')).toBeVisible({ timeout: 60_000 })
  const budgets = admin.locator('[data-related="budgets"]')
  await budgets.getByRole('button', { name: 'Create disruption budget' }).click()
  const dialog = admin.getByRole('dialog')
  await expect(dialog.locator('[data-budget-effect="some"]')).toContainText(
    '1 must be healthy. Now 1 may be moved',
  )
  await dialog.getByLabel('Pods or %').fill('0')
  await expect(dialog.locator('[data-budget-effect="blocked"]')).toContainText('cannot be drained')
  await expectAccessible(admin)
  await dialog.getByLabel('Pods or %').fill('-1')
  await expect(dialog.getByRole('button', { name: 'Create budget' })).toBeDisabled()
  await dialog.getByLabel('Pods or %').fill('1')
  await dialog.getByRole('button', { name: 'Create budget' }).click()
  await expect(budgets).toContainText('1 pod may be moved away now')
  expect(get('budgets', 'pdb', 'web').spec).toEqual({
    maxUnavailable: 1,
    selector: { matchLabels: { app: 'web' } },
  })

  kubectl('budgets', ['patch', 'pdb/web', '-p', '{"spec":{"unhealthyPodEvictionPolicy":"AlwaysAllow"}}'])
  await budgets.getByRole('button', { name: 'Edit web' }).click()
  await dialog.getByLabel('Rule').selectOption('minAvailable')
  await dialog.getByLabel('Pods or %').fill('50%')
  await dialog.getByRole('button', { name: 'Save rule' }).click()
  await expect(dialog).toHaveCount(0)
  expect(get('budgets', 'pdb', 'web').spec).toEqual({
    minAvailable: '50%',
    selector: { matchLabels: { app: 'web' } },
    unhealthyPodEvictionPolicy: 'AlwaysAllow',
  })
  await expect(budgets).toContainText('at least 50% available')
  await budgets.getByRole('button', { name: 'Edit web' }).click()
  await expect(dialog.getByLabel('Pods or %')).toHaveValue('50%')
  kubectl('budgets', ['patch', 'pdb/web', '-p', '{"spec":{"minAvailable":2}}'])
  await dialog.getByLabel('Pods or %').fill('100%')
  await dialog.getByRole('button', { name: 'Save rule' }).click()
  await expect(dialog.getByRole('alert').first()).toContainText('Somebody else changed it meanwhile')
  expect(get('budgets', 'pdb', 'web').spec).toMatchObject({ minAvailable: 2 })
  await dialog.getByRole('button', { name: 'Cancel' }).click()

  const standby = statefulSet('standby', { replicas: 0 }).replaceAll('"app":"standby"', '"app":"web"')
  apply('budgets', standby)
  await budgets.getByRole('button', { name: 'Delete web' }).click()
  await expect(dialog).toContainText('maintenance may move them all at once')
  await expect(dialog).toContainText('It is not for this set alone: standby would be without it, too.')
  await expectAccessible(admin)
  const remove = dialog.getByRole('button', { name: 'Delete web' })
  await dialog.getByLabel('Type web to confirm').fill('we')
  await expect(remove).toBeDisabled()
  await dialog.getByLabel('Type web to confirm').fill('web')
  const rule = { spec: { minAvailable: 1, selector: { matchLabels: { app: 'web' } } } }
  kubectl('budgets', ['delete', 'pdb/web'])
  const made = { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'web' }, ...rule }
  apply('budgets', JSON.stringify(made))
  await remove.click()
  await expect(dialog.getByRole('alert').first()).toContainText('Somebody else changed it meanwhile')
  expect(namesOf('budgets', 'pdb')).toEqual(['web'])
  await dialog.getByRole('button', { name: 'Cancel' }).click()

  const viewer = await createUser(browser, admin, 'looker')
  await addMember(admin, 'budgets', 'looker', 'operator')
  await viewer.goto('/projects/budgets/statefulsets/web')
  await expect(viewer.locator('[data-related="budgets"]')).toContainText('web')
  for (const name of ['Edit web', 'Delete web', 'Create Service', 'Edit description'])
    await expect(viewer.getByRole('button', { name })).toHaveCount(0)
  await expect(viewer.getByRole('link', { name: 'Edit YAML' })).toHaveCount(0)

  await admin.goto('/projects/budgets/statefulsets/web')
  await budgets.getByRole('button', { name: 'Delete web' }).click()
  await dialog.getByLabel('Type web to confirm').fill('web')
  await remove.click()
  await expect(budgets).toContainText('None: maintenance may move all pods away at once.')
  expect(namesOf('budgets', 'pdb')).toEqual([])
})

test('a Service is made, its ports are changed and nothing else of it, and one that misses the pods is set right', async ({
  browser,
}) => {
  const page = await requireAdmin(browser)
  await createProject(page, 'services')
  apply('services', statefulSet('web', { replicas: 0, spec: { serviceName: 'web' } }))
  await page.goto('/projects/services/statefulsets/web')
  const services = page.locator('[data-related="services"]')
  const dialog = page.getByRole('dialog')
  await takePictures(page, 'service-missing', services)
  await services.getByRole('button', { name: 'Create Service' }).click()
  await expect(dialog.getByLabel('Name', { exact: true })).toHaveValue('web')
  await expect(dialog.getByLabel('Headless')).toBeChecked()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Create Service' }).click()
  await expect(services).toContainText('web gives the pods their DNS names')
  expect(get('services', 'service', 'web').spec).toMatchObject({
    clusterIP: 'None',
    selector: { app: 'web' },
  })

  const open = {
    type: 'NodePort',
    selector: { app: 'else' },
    ports: [{ name: 'http', port: 80, nodePort: 30_321 }],
  }
  apply(
    'services',
    JSON.stringify({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'open' }, spec: open }),
  )
  // It is beside the set once it selects its pods.
  kubectl('services', ['patch', 'service/open', '-p', '{"spec":{"selector":{"app":"web"}}}'])
  await services.getByRole('button', { name: 'Edit open' }).click()
  await expect(dialog.getByLabel('Port 1', { exact: true })).toHaveValue('80')
  await dialog.getByLabel('Target of port 1').fill('8080')
  await dialog.getByRole('button', { name: 'Add port' }).click()
  await dialog.getByLabel('Name of port 2').fill('admin')
  await dialog.getByLabel('Port 2', { exact: true }).fill('70000')
  await dialog.getByRole('button', { name: 'Save ports' }).click()
  await expect(dialog.getByRole('alert').first()).toContainText('from 1 to 65535')
  await dialog.getByLabel('Port 2', { exact: true }).fill('81')
  await dialog.getByRole('button', { name: 'Save ports' }).click()
  await expect(dialog).toHaveCount(0)
  expect(get('services', 'service', 'open').spec.ports).toMatchObject([
    { name: 'http', port: 80, targetPort: 8080, nodePort: 30_321 },
    { name: 'admin', port: 81, targetPort: 81 },
  ])

  kubectl('services', ['patch', 'service/web', '-p', '{"spec":{"selector":{"app":"other"}}}'])
  await expect(services).toContainText('does not select these pods')
  await services.getByRole('button', { name: 'Edit web' }).click()
  await expect(dialog).toContainText('It does not select the pods of this set')
  await dialog.getByRole('button', { name: 'Save ports' }).click()
  await expect(dialog).toHaveCount(0)
  expect(get('services', 'service', 'web').spec.selector).toEqual({ app: 'web' })
  kubectl('services', ['scale', 'statefulset/web', '--replicas=2'])
  await expect(page.getByText('2 of 2 ready')).toBeVisible({ timeout: 60_000 })
  const askDeletion = (name: string) => services.getByRole('button', { name: `Delete ${name}` }).click()
  const confirmed = dialog.getByLabel(/to confirm$/)
  await takePictures(page, 'service-delete', confirmed, () => askDeletion('web'))
  await page.reload()
  await askDeletion('open')
  await expect(dialog).toContainText('the port or the address by which it is reached from outside')
  await expect(dialog).toContainText('No other set and no other pod of the project uses it.')
  await confirmed.fill('open')
  await dialog.getByRole('button', { name: 'Delete open' }).click()
  await expect(dialog).toHaveCount(0)
  await askDeletion('web')
  await expect(dialog).toContainText('The pods of web have their DNS names from it')
  await expect(dialog).toContainText(/web-0\.web\.\S+\.svc to web-1\.web\.\S+\.svc no longer resolve/)
  await expectAccessible(page)
  await confirmed.fill('web')
  await dialog.getByRole('button', { name: 'Delete web' }).click()
  await expect(services).toContainText('No Service selects its pods.')
  expect(namesOf('services', 'service')).toEqual([])
  await expect(page.getByText('2 of 2 ready')).toBeVisible()
})

test('an autoscaler is shown with what it is at, and does to a scaling what the dialog foresaw', async ({
  browser,
}) => {
  const page = await requireAdmin(browser)
  await createProject(page, 'autoscaled')
  const scaler = {
    ...{ apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'load' } },
    spec: {
      ...{ minReplicas: 2, maxReplicas: 3 },
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'web' },
    },
  }
  apply('autoscaled', statefulSet('web', { replicas: 2 }), JSON.stringify(scaler))
  await openSet(page, 'autoscaled', 'web', '2 of 2 ready')
  const shown = page.locator('[data-related="autoscalers"]')
  await expect(shown).toContainText('load 2 to 3 replicas')
  // Nobody measures here.
  await expect(shown).toContainText('it cannot tell the load (FailedGetResourceMetric)', { timeout: 60_000 })
  await takePictures(page, 'autoscaler', shown)
  const dialog = await askScale(page, 3)
  await expect(dialog).toContainText(
    'Autoscaler load may change the replicas again at any time, from 2 to 3.',
  )
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  for (const [to, back, foreseen] of [
    [5, 3, 'will go back down to 3'],
    [1, 2, 'will go back up to 2'],
  ] as const) {
    await askScale(page, to)
    await expect(dialog).toContainText(`Autoscaler load keeps 2 to 3 replicas and ${foreseen}.`)
    await dialog.getByRole('button', { name: `Scale to ${to}`, exact: true }).click()
    await progress(page, 'other')
    await closeDialog(page)
    expect(jsonPath('autoscaled', 'statefulset/web', '{.spec.replicas}')).toBe(String(back))
  }
  await openCode(page, 'autoscaled', 'web')
  await retype(page, put('replicas: 2', 'replicas: 3'))
  await expect(await review(page)).toContainText(
    'The autoscaler load sets the replicas, and will change them again.',
  )

  await page.goto('/projects/autoscaled/statefulsets/web')
  await page.getByRole('button', { name: 'Stop', exact: true }).click()
  await expect(dialog).toContainText('Autoscaler load does nothing while there are no replicas.')
  await dialog.getByRole('button', { name: 'Stop web' }).click()
  await progress(page, 'done')
  await closeDialog(page)
  await expect(shown).toContainText('it rests while there are no replicas', { timeout: 60_000 })
  expect(jsonPath('autoscaled', 'statefulset/web', '{.spec.replicas}')).toBe('0')
})
