import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, fillSetup, takePictures, test } from './fixtures.ts'
import { startOrdinal } from './ordinal.ts'

test('without a cluster, npm start shows Ordinal at work on a sandbox', async ({ page }) => {
  // It makes a database of its own and starts what npm start starts.
  test.setTimeout(180_000)
  const home = mkdtempSync(join(tmpdir(), 'ordinal-home-'))
  const ordinal = await startOrdinal({ HOME: home, KUBECONFIG: '' }, 'scripts/start.mjs')
  try {
    await page.goto(ordinal.setupLink)
    await fillSetup(page)
    await page.goto(`${ordinal.url}/projects/new`)
    await expect(page.getByRole('complementary', { name: 'Sandbox' })).toContainText(
      'nothing here runs for real',
    )
    await expect(page.getByLabel('Cluster')).toHaveValue('sandbox')
    await page.getByLabel('Name', { exact: true }).fill('Shop')
    await page.getByLabel('Part of the address').fill('shop')
    await page.getByLabel('Namespace', { exact: true }).fill('shop')
    await page.getByRole('button', { name: 'Create project' }).click()
    await expect(page).toHaveURL(/\/projects\/shop\/statefulsets/)
    const row = (name: string) =>
      page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) })
    await expect(row('search')).toContainText('Stuck')
    await expect(row('search')).toContainText('search-2')
    await expect(row('orders-db')).toContainText('Running')
    await expect(row('cart-cache')).toContainText('2/4 new')
    await expect(row('sessions')).toContainText('Stopped')
    await takePictures(page, 'sandbox')
    await page.goto(`${ordinal.url}/projects/shop/pods/orders-db-0/containers/main/logs`)
    await expect(page.getByText(/heartbeat from follower/).first()).toBeVisible()
  } finally {
    await ordinal.stop()
    rmSync(home, { recursive: true })
  }
})
