import {
  createProject,
  expect,
  expectAccessible,
  importDraft,
  kubectl,
  requireAdmin,
  takePictures,
  test,
} from './fixtures.ts'
import { create, manifest, openForm } from './wizard.ts'

test('what the cluster has against a field stands at it, and goes when it no longer holds', async ({
  browser,
}) => {
  const page = await requireAdmin(browser)
  await createProject(page, 'against')
  await openForm(page, 'against', 'Begin with A single instance', 'Create StatefulSet')
  const name = page.getByLabel('Name', { exact: false }).first()
  await name.fill('first')
  await page.getByRole('button', { name: /Review/ }).click()
  await create(page, 'against', 'first', 'Create')

  kubectl('against', ['create', 'service', 'clusterip', 'peers', '--clusterip=None'])
  await page.goto('/projects/against/new-statefulset')
  const text = manifest('peers')
    .replace('replicas: 2', 'replicas: 40')
    .replace('containerPort: 8080 }', 'containerPort: 8080, hostPort: 9099 }')
    .replace('accessModes', 'storageClassName: no-such-class\n        accessModes')
    .replaceAll('app: peers', 'app: others')
    .replace('nodeSelector:', 'dnsPolicy: Default\n      enableServiceLinks: false\n      nodeSelector:')
  await importDraft(page, text)
  const taken = page.getByText('There is a StatefulSet of this name in the project already.')
  await name.fill('first')
  await expect(taken).toHaveCount(1)
  await expect(name).toHaveAttribute('aria-invalid', 'true')
  await name.fill('first-2')
  await expect(taken).toHaveCount(0)

  await page.getByRole('button', { name: /^2\s*Pods/ }).click()
  await page.locator('summary', { hasText: 'Ports' }).click()
  await expect(page.getByLabel('Host port')).toHaveAttribute('aria-invalid', 'true')
  await expect(page.getByText(/Each pod needs a node of its own, and only \d+ nodes? match/)).toBeVisible()
  await expect(page.getByText('to be changed in the code: dnsPolicy, enableServiceLinks.')).toBeVisible()
  await page.getByRole('button', { name: /^3\s*Volumes/ }).click()
  await expect(page.getByLabel('Storage class')).toHaveAttribute('aria-invalid', 'true')
  await expect(page.getByText('The cluster has no storage class no-such-class')).toBeVisible()
  await page.getByRole('button', { name: /^4\s*Service/ }).click()
  const service = page.getByLabel('Service name').first()
  await service.fill('peers')
  await expect(page.getByText('it selects other pods (app=peers)')).toBeVisible()
  await expect(service).toHaveAttribute('aria-invalid', 'true')
  await service.fill('free')
  await expect(service).not.toHaveAttribute('aria-invalid', 'true')
})

test('a name that is typed drags along no label that half of it equals', async ({ browser }) => {
  const page = await requireAdmin(browser)
  await createProject(page, 'half-words')
  await openForm(page, 'half-words', 'Begin with Empty form', 'Create StatefulSet')
  await page.getByRole('button', { name: /^5\s*Labels/ }).click()
  await page.getByRole('button', { name: 'Add label' }).first().click()
  await page.keyboard.type('app.kubernetes.io/instance')
  await page.keyboard.press('Tab')
  await page.keyboard.type('my')
  await page.getByRole('button', { name: /^1\s*Basic information/ }).click()
  // Each letter is written down before the next.
  const name = page.getByLabel('Name', { exact: false }).first()
  for (const word of ['m', 'my', 'mys', 'mysql']) {
    await name.pressSequentially(word.slice((await name.inputValue()).length))
    await expect(page.locator('[data-followers]')).toContainText(`“${word}”`)
  }
  await page.getByRole('button', { name: /^5\s*Labels/ }).click()
  await expect(page.getByLabel('Value 1 of Labels', { exact: true })).toHaveValue('mysql')
  await expect(page.getByLabel('Value 2 of Labels', { exact: true })).toHaveValue('my')
})

test('every step can be used by everybody', async ({ browser }) => {
  test.setTimeout(300_000)
  const page = await requireAdmin(browser)
  await createProject(page, 'pictures')
  await page.goto('/projects/pictures/new-statefulset')
  await takePictures(page, 'create-start', page.getByRole('button', { name: /Empty form|空白表单/ }))
  await importDraft(page, manifest('mysql'))
  const address = page.url()
  await page.setViewportSize({ width: 1280, height: 1400 })
  for (const step of ['basics', 'pods', 'volumes', 'service', 'labels', 'nodes', 'review']) {
    await page.goto(`${address}&step=${step}`)
    const isThere = page
      .locator(step === 'review' ? '[data-tried="true"]' : 'section :is(input, summary)')
      .first()
    await expect(isThere).toBeVisible()
    const folds = page.locator('details:not([open]) > summary')
    while ((await folds.count()) > 0) await folds.first().click()
    await expectAccessible(page)
    await takePictures(page, `create-${step}`, isThere)
  }
})
