import { createProject, expect, kubectl, requireAdmin, takePictures, test } from './fixtures.ts'
import { create, manifest, openForm } from './wizard.ts'

/** The documents as items of one List. */
const listOf = (...texts: string[]) =>
  `apiVersion: v1\nkind: List\nitems:\n${texts
    .flatMap((text) => text.split('---\n'))
    .map((text) => text.trimEnd().replace(/^/gm, '    ').replace('    ', '  - '))
    .join('\n')}\n`

test('what the cluster says stands beside its field, and a name that is taken is said before', async ({
  browser,
}) => {
  const page = await requireAdmin(browser)
  await createProject(page, 'beside')
  await openForm(page, 'beside', 'Begin with A single instance', 'Create StatefulSet')
  await page.getByLabel('Name', { exact: false }).first().fill('Not_a_name')
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByRole('button', { name: /^1\s*Basic information/ }).click()
  await expect(page.getByLabel('Name', { exact: false }).first()).toHaveAttribute('aria-invalid', 'true')
  await page.getByLabel('Name', { exact: false }).first().fill('first')
  await page.getByRole('button', { name: /Review/ }).click()
  await expect(page.locator('[data-tried="true"]')).toBeVisible()
  await takePictures(page, 'create-review', page.locator('[data-tried="true"]'))
  await create(page, 'beside', 'first', 'Create')
  await expect(page.getByText('1 of 1 ready')).toBeVisible({ timeout: 60_000 })

  await openForm(page, 'beside', 'Begin with A single instance', 'Create StatefulSet')
  await page.getByLabel('Name', { exact: false }).first().fill('first')
  await page.getByRole('button', { name: /Review/ }).click()
  await expect(page.getByRole('alert').first()).toContainText('In use already')
  await page.getByRole('button', { name: 'Basic information' }).last().click()
  await expect(page.getByText(/In use already/)).toBeVisible()

  // A Service that is there already is used only when the person says so.
  kubectl('beside', ['create', 'service', 'clusterip', 'used', '--clusterip=None'])
  // In a List, as `kubectl get … -o yaml` writes it, with something that is not made here.
  await page.goto('/projects/beside/new-statefulset')
  const secret = 'apiVersion: v1\nkind: Secret\nmetadata: { name: pw }\n'
  const paste = () => page.getByLabel(/Paste YAML|粘贴 YAML/).fill(listOf(manifest('used'), secret))
  await paste()
  const found = page.locator('[data-found="3"] li')
  await expect(found.nth(0)).toContainText('Service used (line 4): exists already')
  await expect(found.nth(1)).toContainText('StatefulSet used')
  await expect(found.nth(1)).toHaveAttribute('data-verdict', 'new')
  await expect(page.getByRole('button', { name: 'Fill the form with it' })).toBeDisabled()
  await takePictures(page, 'create-import', found.first(), async () => {
    await paste()
    await page.getByRole('button', { name: /Fill the form|填充到表单/ }).scrollIntoViewIfNeeded()
  })
  await page.getByRole('button', { name: 'Leave out Secret pw' }).click()
  await expect(page.locator('[data-found="2"]')).toBeVisible()
  await page.getByRole('button', { name: 'Fill the form with it' }).click()
  await expect(page.locator('[data-ready="true"]')).toBeVisible()
  await page.getByRole('button', { name: /Review/ }).click()
  await expect(page.getByRole('main').getByRole('alert').first()).toContainText('exists already')
  await page.getByLabel('It exists already: use it as it is').check()
  await create(page, 'beside', 'used', 'Create')
})

test('an administrator says what a project may run, and it is refused at its field', async ({ browser }) => {
  const page = await requireAdmin(browser)
  await createProject(page, 'policy')
  await page.goto('/projects/policy/new-statefulset')
  const privileged = manifest('daring').replace(
    'image: busybox:1.36',
    'image: busybox:1.36\n          securityContext: { privileged: true }',
  )
  const paste = page.getByLabel('Paste YAML or JSON here')
  await paste.fill(privileged)
  await expect(page.getByRole('main').getByRole('alert')).toContainText(
    'containers[0].securityContext.privileged',
  )
  await page.goto('/projects/policy/policy')
  await page.getByLabel('Privileged containers').check()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('The policy is saved.')).toBeVisible()
  await page.goto('/projects/policy/new-statefulset')
  await paste.fill(privileged)
  await expect(page.locator('[data-found="2"]')).toBeVisible()
  await expect(page.getByRole('alert').filter({ hasText: 'privileged' })).toHaveCount(0)
})

test('a refusal stands beside what it is about, and a click is not lost to what it shows', async ({
  browser,
}) => {
  const page = await requireAdmin(browser)
  await createProject(page, 'clicks')
  await openForm(page, 'clicks', 'Begin with Empty form', 'Create StatefulSet')
  await page.getByRole('button', { name: /^2\s*Pods/ }).click()
  await page.getByText('CPU and memory').click()
  // Leaving the field shows that it is wrong, and moves the button below.
  await page.getByLabel('CPU requests').pressSequentially('much')
  await page.getByRole('button', { name: 'Add container' }).click()
  await expect(page.getByRole('region', { name: 'sidecar' })).toBeVisible()
  await expect(page.getByLabel('CPU requests').first()).toHaveAttribute('aria-invalid', 'true')

  await page.getByRole('button', { name: /^3\s*Volumes/ }).click()
  await page.getByText('Other volumes', { exact: true }).first().click()
  await page.getByRole('button', { name: 'Add volume', exact: true }).click()
  await page.getByLabel('Kind').selectOption('hostPath')
  await expect(page.getByRole('region', { name: 'volume-1' }).getByRole('alert')).toContainText('hostPath')

  await page.getByRole('button', { name: /^5\s*Labels/ }).click()
  await page.getByLabel('Value 1 of Labels', { exact: true }).fill('shop')
  await expect(page.locator('[data-followers]')).toContainText('spec.selector.matchLabels.app')
})

test('what is said of the last word does not take a button from under the pointer that presses it', async ({
  browser,
}) => {
  const page = await requireAdmin(browser)
  await createProject(page, 'presses')
  await page.clock.install()
  await openForm(page, 'presses', 'Begin with A single instance', 'Create StatefulSet')
  await page.getByRole('button', { name: 'Next' }).hover()
  await page.clock.pauseAt(Date.now() + 30_000)
  await page.getByLabel('Name', { exact: false }).first().fill('once')
  await page.mouse.down()
  // Somebody's finger is slow: the draft writes down the name meanwhile, and what else it changed with it.
  await page.clock.runFor(2000)
  await page.mouse.up()
  await page.clock.resume()
  await expect(page).toHaveURL(/step=pods/)
})
