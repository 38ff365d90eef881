import {
  createProject,
  expect,
  expectAccessible,
  kubectl,
  requireAdmin,
  takePictures,
  test,
} from './fixtures.ts'
import { dialogOf, foreseenIn, images, openSet } from './pods.ts'
import { statefulSet } from './state-manifests.ts'

/** The trace of this journey stays, also when it goes well. */
test.use({ trace: 'on' })

test('a bad image is told within ten seconds, rolled back, unblocked, and every ordinal is ready again', async ({
  browser,
}) => {
  test.setTimeout(180_000)
  const admin = await requireAdmin(browser)
  await createProject(admin, 'rollout')
  kubectl(
    'rollout',
    ['apply', '-f', '-'],
    statefulSet('db', { replicas: 3, command: 'echo hello; exec sleep 100000' }),
  )
  await openSet(admin, 'rollout', 'db', '3 of 3 ready')
  kubectl('rollout', ['set', 'image', 'statefulset/db', 'main=registry.invalid/nope:1'])
  await expect
    .poll(() => kubectl('rollout', ['get', 'events', '-o', 'json']), { timeout: 60_000, intervals: [200] })
    .toMatch(/"reason": "Failed"/)
  const told = Date.now()
  await expect(admin.locator('[data-blocker="image"]')).toContainText('nope:1', { timeout: 10_000 })
  expect(Date.now() - told).toBeLessThan(10_000)
  await takePictures(admin, 'blocked', admin.locator('[data-blocker="image"]'))

  await admin.getByRole('link', { name: 'Roll back…' }).click()
  const list = admin.getByRole('list', { name: 'Revisions, newest first' })
  await expect(list.locator('[data-revision="2"]')).toContainText(
    'main: image busybox:1.36 → registry.invalid/nope:1',
  )
  await expect(list.locator('[data-revision="1"] [data-pods="0 1"]')).toBeVisible()
  await list.locator('[data-revision="2"]').getByRole('link', { name: 'Show difference' }).click()
  await expect(admin.locator('[data-sign="+"]')).toContainText('image: registry.invalid/nope:1')
  await expect(admin.locator('[data-sign="-"]')).toContainText('image: busybox:1.36')
  await expectAccessible(admin)
  await takePictures(admin, 'revisions', admin.locator('[data-sign="+"]').first())
  await list.locator('[data-revision="1"]').getByRole('button', { name: 'Roll back' }).click()
  const dialog = dialogOf(admin)
  await expect(dialog).toContainText('main: image registry.invalid/nope:1 → busybox:1.36')
  expect(await foreseenIn(admin)).toEqual([2])
  await expect(dialog).toContainText('db-2 is not ready')
  await expectAccessible(admin)
  await dialog.getByRole('button', { name: 'Roll back to 1' }).click()

  await expect(dialog.locator('[data-progress]')).toBeVisible()
  await expect(dialog.locator('[data-unblock="db-2"]')).toBeVisible({ timeout: 30_000 })
  await expectAccessible(admin)
  await dialog.getByRole('button', { name: 'Unblock: delete db-2' }).click()
  await expect(dialog.locator('[data-progress="done"]')).toContainText('all 3 pods are on the target', {
    timeout: 60_000,
  })
  await dialog.getByRole('button', { name: 'Close' }).last().click()
  await expect(admin.getByText('3 of 3 ready')).toBeVisible()
  expect(images('rollout', 'db')).toEqual({
    'db-0': 'busybox:1.36',
    'db-1': 'busybox:1.36',
    'db-2': 'busybox:1.36',
  })
  // The pods that were well were left alone.
  await expect(list.locator('[data-newest="true"] [data-pods="0 1 2"]')).toBeVisible()
  await expect(list.locator('[data-newest="true"]')).toHaveAttribute('data-revision', '3')
})
