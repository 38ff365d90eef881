import { createProject, expect, recorderUrl, requireAdmin, test } from './fixtures.ts'
import { setClusterDown } from './recorder.ts'

test('a page says that the cluster is gone, and recovers by itself', async ({ browser }) => {
  const admin = await requireAdmin(browser)
  await createProject(admin, 'cut-off')
  await setClusterDown(recorderUrl(), true)
  try {
    await admin.goto('/projects/cut-off/statefulsets')
    await expect(admin.getByRole('heading', { name: 'The cluster cannot be reached.' })).toBeVisible()
  } finally {
    await setClusterDown(recorderUrl(), false)
  }
  await expect(admin.getByRole('heading', { name: 'No StatefulSets yet' })).toBeVisible()
})
