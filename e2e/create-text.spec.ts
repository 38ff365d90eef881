import { createProject, expect, importDraft, requireAdmin, test } from './fixtures.ts'
import { manifest, typeCode } from './wizard.ts'

test('a file with a byte order mark and CRLF keeps both when one field is edited', async ({ browser }) => {
  const page = await requireAdmin(browser)
  await createProject(page, 'line-ends')
  await page.goto('/projects/line-ends/new-statefulset')
  const text = `\uFEFF${manifest('windows').replaceAll('\n', '\r\n')}`
  const file = page.locator('input[type="file"]')
  const gbk = Buffer.from([0x61, 0x3a, 0x20, 0xc3, 0xfb, 0xd7, 0xd6])
  await file.setInputFiles({ name: 'gbk.yaml', mimeType: 'application/yaml', buffer: gbk })
  await expect(page.getByText('no text in UTF-8')).toBeVisible()
  await file.setInputFiles({ name: 'set.yaml', mimeType: 'application/yaml', buffer: Buffer.from(text) })
  await expect(page.locator('[data-found="2"]')).toBeVisible()
  await page.getByRole('button', { name: 'Fill the form with it' }).click()
  await expect(page.locator('[data-ready="true"]')).toBeVisible()
  await page.getByRole('button', { name: /^2\s*Pods/ }).click()
  await page.getByLabel('Image', { exact: false }).first().fill('busybox:1.37')
  await page.getByRole('button', { name: /Review/ }).click()
  await page.getByText('The YAML that is sent').click()
  await expect(page.locator('pre')).toContainText('busybox:1.37')
  const sent = await page.locator('pre').evaluate((pre) => pre.textContent)
  expect(sent).toBe(text.replace('busybox:1.36', 'busybox:1.37'))
  await expect(page.locator('[data-tried="true"]')).toBeVisible()
})

test('a Service that is taken out of the code is said to be missing where it is named', async ({
  browser,
}) => {
  const page = await requireAdmin(browser)
  await createProject(page, 'no-service')
  await page.goto('/projects/no-service/new-statefulset')
  await importDraft(page, manifest('alone'))
  await page.getByText('Code', { exact: true }).click()
  const [, set = ''] = manifest('alone').split('---\n')
  await typeCode(page, set, 'volumeClaimTemplates')
  await expect(page.locator('.view-lines').first()).not.toContainText('clusterIP')
  await page.getByText('Form', { exact: true }).click()
  await page.getByRole('button', { name: /^4\s*Service/ }).click()
  const name = page.getByLabel('Name of an existing headless Service')
  await expect(name).toHaveValue('alone')
  await expect(page.getByText('There is no Service of this name in the project')).toBeVisible()
  await page.getByRole('button', { name: 'Make a headless Service' }).click()
  await expect(page.getByLabel('Service name').first()).toHaveValue('alone')
  await page.getByRole('button', { name: /Review/ }).click()
  await expect(page.locator('[data-tried="true"]')).toBeVisible()
})

test('what only the server knows to be wrong is shown at its field, however deep', async ({ browser }) => {
  const page = await requireAdmin(browser)
  await createProject(page, 'deep')
  await page.goto('/projects/deep/new-statefulset')
  const wrong = manifest('deep').replace(
    'nodeSelector:',
    'tolerations: [{ key: a, operator: Exists, value: b }]\n      nodeSelector:',
  )
  await importDraft(page, wrong)
  await page.getByRole('button', { name: /Review/ }).click()
  const complaint = page.getByRole('main').getByRole('alert').filter({ hasText: 'tolerations[0]' })
  await expect(complaint).toContainText('Line 2')
  await complaint.getByRole('button', { name: 'Pods' }).click()
  const operator = page.getByLabel('Operator')
  await expect(operator).toHaveAttribute('aria-invalid', 'true')
  await operator.selectOption('Equal')
  await page.getByRole('button', { name: /Review/ }).click()
  await expect(page.locator('[data-tried="true"]')).toBeVisible()
})
