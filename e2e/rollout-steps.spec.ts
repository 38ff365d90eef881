import {
  createProject,
  expect,
  expectAccessible,
  kubectl,
  requireAdmin,
  takePictures,
  test,
} from './fixtures.ts'
import { dialogOf, openSet, readPods, uids } from './pods.ts'
import { statefulSet } from './state-manifests.ts'

test('a set with OnDelete is restarted pod by pod, also when nobody looks', async ({ browser }) => {
  test.setTimeout(240_000)
  const admin = await requireAdmin(browser)
  await createProject(admin, 'by-hand')
  const spec = { updateStrategy: { type: 'OnDelete' } }
  kubectl('by-hand', ['apply', '-f', '-'], statefulSet('web', { replicas: 3, spec }))
  await openSet(admin, 'by-hand', 'web', '3 of 3 ready')
  const before = uids('by-hand', 'web')
  await admin.getByRole('button', { name: 'Restart', exact: true }).click()
  await expect(dialogOf(admin)).toContainText('one pod after the other')
  await expect(dialogOf(admin).locator('[data-foreseen="2 1 0"]')).toBeVisible()
  await dialogOf(admin).getByRole('button', { name: 'Restart web' }).click()
  await expect(admin.locator('[data-operation="running"]')).toContainText('web-2')
  await admin.goto('/projects')
  await expect
    .poll(() => Object.values(uids('by-hand', 'web')).filter((uid) => Object.values(before).includes(uid)), {
      timeout: 90_000,
    })
    .toEqual([])
  await openSet(admin, 'by-hand', 'web', '3 of 3 ready')
  await expect(admin.locator('[data-operation="done"]')).toBeVisible({ timeout: 30_000 })
  const made = [...readPods('by-hand', 'web')].sort(
    (a, b) => Date.parse(a.metadata.creationTimestamp) - Date.parse(b.metadata.creationTimestamp),
  )
  expect(made.map(({ metadata }) => metadata.name)).toEqual(['web-2', 'web-1', 'web-0'])

  await test.step('from the list it is the same, and is done when each pod is another', async () => {
    const former = Object.values(uids('by-hand', 'web'))
    const template = kubectl('by-hand', ['get', 'statefulset/web', '-o', 'jsonpath={.spec.template}'])
    await admin.goto('/projects/by-hand/statefulsets')
    await admin.getByRole('button', { name: 'Actions for web' }).click()
    await admin.getByRole('menuitem', { name: 'Restart' }).click()
    await expect(dialogOf(admin)).toContainText('3 pods are deleted one after the other, from web-2 down')
    await dialogOf(admin).getByRole('button', { name: 'Restart web' }).click()
    await expect(dialogOf(admin)).toContainText('1 of 3 pods done.', { timeout: 60_000 })
    await expect(dialogOf(admin).locator('[data-result="done"]')).toBeVisible({ timeout: 90_000 })
    expect(Object.values(uids('by-hand', 'web')).filter((uid) => former.includes(uid))).toEqual([])
    expect(kubectl('by-hand', ['get', 'statefulset/web', '-o', 'jsonpath={.spec.template}'])).toBe(template)
  })

  await test.step('it stops at a pod that does not come back, says why, and can be left', async () => {
    kubectl('by-hand', ['set', 'image', 'statefulset/web', 'main=registry.invalid/nope:1'])
    const { 'web-1': kept } = uids('by-hand', 'web')
    await openSet(admin, 'by-hand', 'web', '3 of 3 ready')
    await expect(admin.getByText('0 of 3 on the newest revision.')).toBeVisible({ timeout: 30_000 })
    await admin.getByRole('button', { name: 'Restart', exact: true }).click()
    await dialogOf(admin).getByRole('button', { name: 'Restart web' }).click()
    const panel = admin.locator('[data-operation]')
    await expect(panel).toHaveAttribute('data-operation', 'failed', { timeout: 90_000 })
    await expect(panel).toContainText('web-2 does not become ready: image cannot be pulled')
    expect(uids('by-hand', 'web')['web-1']).toBe(kept)
    await expectAccessible(admin)
    await panel.getByRole('button', { name: 'Abandon' }).click()
    await dialogOf(admin).getByRole('button', { name: 'Abandon it' }).click()
    await expect(panel).toHaveAttribute('data-operation', 'abandoned')
  })
})

test('a canary goes on step by step and stops at a pod that fails', async ({ browser }) => {
  test.setTimeout(180_000)
  const admin = await requireAdmin(browser)
  await createProject(admin, 'steps')
  const web = (command: string) =>
    statefulSet('web', {
      replicas: 3,
      command,
      spec: { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 3 } } },
    })
  const partition = () =>
    kubectl('steps', [
      'get',
      'statefulset/web',
      '-o',
      'jsonpath={.spec.updateStrategy.rollingUpdate.partition}',
    ])
  const begin = async () => {
    await admin.getByRole('button', { name: 'Canary…' }).click()
    await dialogOf(admin).getByRole('slider').press('Home')
    await dialogOf(admin).getByText('Step by step', { exact: true }).click()
    await dialogOf(admin).getByLabel('Soak time, seconds').fill('2')
    await expect(dialogOf(admin)).toContainText('3 → 2 → 1 → 0')
    await expectAccessible(admin)
    await dialogOf(admin)
      .getByRole('button', { name: /^Begin/ })
      .click()
  }
  kubectl('steps', ['apply', '-f', '-'], web('exec sleep 100000'))
  await openSet(admin, 'steps', 'web', '3 of 3 ready')
  kubectl('steps', ['apply', '-f', '-'], web('exit 7'))
  await expect(admin.getByText('0 of 3 on the newest revision.')).toBeVisible({ timeout: 30_000 })
  await begin()
  const panel = admin.locator('[data-operation]')
  await expect(panel).toHaveAttribute('data-operation', 'failed', { timeout: 90_000 })
  await expect(panel).toContainText('web-2 fails on the new revision')
  expect(partition()).toBe('2')
  await expect(admin.locator('[data-exit="7"]')).toBeVisible({ timeout: 30_000 })
  await takePictures(admin, 'canary-failed', admin.locator('[data-operation]'))
  await panel.getByRole('button', { name: 'Abandon' }).click()
  await dialogOf(admin).getByRole('button', { name: 'Abandon it' }).click()
  await expect(panel).toHaveAttribute('data-operation', 'abandoned')

  kubectl('steps', ['apply', '-f', '-'], web('exec sleep 99999'))
  kubectl('steps', ['delete', 'pod/web-2'])
  await openSet(admin, 'steps', 'web', '3 of 3 ready')
  await expect(admin.getByText('0 of 3 on the newest revision.')).toBeVisible({ timeout: 30_000 })
  await begin()
  await expect(panel).toHaveAttribute('data-operation', 'running')
  await expect(panel).toHaveAttribute('data-operation', 'done', { timeout: 90_000 })
  expect(partition()).toBe('0')
  await expect(admin.getByText('All pods are on the newest revision.')).toBeVisible()
})

/** Other journeys count nodes, and the pods of this one end with it. */
test.afterAll(() => {
  kubectl('lost', ['delete', 'node/ghost', '--ignore-not-found'])
})

test('a pod whose node is gone is force deleted only by its name, and never one whose node answers', async ({
  browser,
}) => {
  test.setTimeout(120_000)
  const admin = await requireAdmin(browser)
  await createProject(admin, 'lost')
  const ghost = {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: 'ghost' },
    spec: { taints: [{ key: 'test/ghost', effect: 'NoSchedule' }] },
  }
  kubectl('lost', ['apply', '-f', '-'], JSON.stringify(ghost))
  const lost = {
    conditions: [{ type: 'Ready', status: 'Unknown', reason: 'NodeStatusUnknown', message: 'gone' }],
  }
  kubectl('lost', ['patch', 'node/ghost', '--subresource=status', '-p', JSON.stringify({ status: lost })])
  const pod = { nodeName: 'ghost' }
  kubectl('lost', ['apply', '-f', '-'], statefulSet('away', { pod }))
  kubectl('lost', ['apply', '-f', '-'], statefulSet('here'))
  await openSet(admin, 'lost', 'here', '1 of 1 ready')
  await admin.getByRole('button', { name: 'Actions for here-0' }).click()
  await expect(admin.getByRole('menuitem', { name: 'Restart' })).toBeVisible()
  await expect(admin.getByRole('menuitem', { name: 'Force delete…' })).toHaveCount(0)

  await admin.goto('/projects/lost/statefulsets/away')
  await expect(admin.locator('[data-blocker="nodeLost"]')).toBeVisible({ timeout: 60_000 })
  const before = uids('lost', 'away')['away-0']
  await admin.getByRole('button', { name: 'Actions for away-0' }).click()
  await admin.getByRole('menuitem', { name: 'Force delete…' }).click()
  const dialog = dialogOf(admin)
  await expect(dialog).toContainText('a second away-0 starts beside it')
  await expect(dialog.getByRole('button', { name: 'Force delete away-0' })).toBeDisabled()
  await expectAccessible(admin)
  await dialog.getByLabel('Type away-0 to confirm').fill('away-0')
  await dialog.getByRole('button', { name: 'Force delete away-0' }).click()
  await expect(dialog.locator('[data-pod-progress="coming"]')).toBeVisible({ timeout: 30_000 })
  await expect.poll(() => uids('lost', 'away')['away-0'] ?? before, { timeout: 30_000 }).not.toBe(before)
})
