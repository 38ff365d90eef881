import { expect, expectAccessible, requireAdmin, takePictures, test } from './fixtures.ts'

test('an administrator sees that the account has every right that Ordinal needs', async ({ browser }) => {
  const admin = await requireAdmin(browser)
  await admin.goto('/projects')
  await admin.getByRole('navigation').getByRole('link', { name: 'Clusters' }).click()
  const cluster = admin.getByRole('region', { name: 'test' })
  for (const step of ['account', 'reach', 'credentials', 'rights'])
    await expect(cluster.locator(`[data-step="${step}"]`)).toHaveAttribute('data-state', 'good')
  await expect(cluster).toContainText('Kubernetes v1.35')
  await expectAccessible(admin)
  await takePictures(admin, 'clusters', admin.locator('[data-step="rights"]'))
  // What belongs to the sandbox is not here.
  await admin.goto('/users')
  await expect(admin.getByRole('button', { name: 'Create user' })).toBeVisible()
  await expect(admin.getByRole('button', { name: 'Make a one-time link' })).toHaveCount(0)
  await expect(admin.getByRole('complementary', { name: 'Tour' })).toHaveCount(0)
})
