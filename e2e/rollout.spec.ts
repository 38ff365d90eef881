import type { Page } from '@playwright/test'
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
import { dialogOf, foreseenIn, images, openSet, uids } from './pods.ts'
import { statefulSet } from './state-manifests.ts'

const read = (slug: string, set: string, path: string) =>
  kubectl(slug, ['get', `statefulset/${set}`, '-o', `jsonpath=${path}`])

/** The pods that the controller deleted since, in its order, as it said itself. */
function deletedPods(slug: string, set: string): number[] {
  const list = kubectl(slug, [
    ...['get', 'events', '--field-selector', 'reason=SuccessfulDelete', '-o', 'json'],
  ])
  const { items } = JSON.parse(list) as {
    items: { message: string; metadata: { resourceVersion: string }; involvedObject: { name: string } }[]
  }
  return items
    .filter(({ involvedObject }) => involvedObject.name === set)
    .sort((a, b) => Number(a.metadata.resourceVersion) - Number(b.metadata.resourceVersion))
    .flatMap(({ message }) => /^Delete Pod \S+-(\d+) in/.exec(message)?.[1] ?? [])
    .map(Number)
}

test('a rollout is held where it is and resumed; a partition that somebody else has set is respected', async ({
  browser,
}) => {
  test.setTimeout(150_000)
  const admin = await requireAdmin(browser)
  await createProject(admin, 'hold')
  const operator = await createUser(browser, admin, 'otto')
  await addMember(admin, 'hold', 'otto', 'operator')
  const web = (image: string) => statefulSet('web', { replicas: 3, image, spec: { minReadySeconds: 4 } })
  kubectl('hold', ['apply', '-f', '-'], web('busybox:1.36'))
  await openSet(operator, 'hold', 'web', '3 of 3 ready')
  await expect(operator.getByText('All pods are on the newest revision.')).toBeVisible({ timeout: 60_000 })
  kubectl('hold', ['apply', '-f', '-'], web('busybox:1.37'))
  await expect.poll(() => images('hold', 'web')['web-2'], { timeout: 60_000 }).toBe('busybox:1.37')
  await expect(operator.locator('[data-ordinal="2"][data-state="ready"]')).toContainText('newest', {
    timeout: 60_000,
  })
  await operator.getByRole('button', { name: 'Hold rollout' }).click()
  await expect(dialogOf(operator)).toContainText('All pods go on running.')
  await expectAccessible(operator)
  await dialogOf(operator).getByRole('button', { name: 'Hold rollout' }).click()
  await expect(dialogOf(operator).getByRole('status')).toContainText('Held.')
  await dialogOf(operator).getByRole('button', { name: 'Close' }).last().click()
  const held = Number(read('hold', 'web', '{.spec.updateStrategy.rollingUpdate.partition}'))
  expect(held).toBeGreaterThan(0)
  expect(read('hold', 'web', '{.metadata.annotations.ordinal\\.io/held-partition}')).toBe(`0/${held}`)
  await expect(operator.locator('header, main').getByText('Rollout held').first()).toBeVisible({
    timeout: 30_000,
  })
  await expect(operator.getByText('3 of 3 ready')).toBeVisible({ timeout: 60_000 })
  const heldImages = images('hold', 'web')
  expect(heldImages['web-2']).toBe('busybox:1.37')
  expect(heldImages['web-0']).toBe('busybox:1.36')
  await takePictures(operator, 'held', operator.getByRole('button', { name: /Resume rollout|继续更新/ }))

  // Somebody else moves it: the hold is over, and their choice stays.
  kubectl('hold', [
    'patch',
    'statefulset/web',
    '-p',
    '{"spec":{"updateStrategy":{"rollingUpdate":{"partition":3}}}}',
  ])
  await operator.getByRole('button', { name: 'Resume rollout' }).click()
  await expect(dialogOf(operator)).toContainText('somebody has moved it to 3 since')
  await dialogOf(operator).getByRole('button', { name: 'Resume rollout' }).click()
  await expect(dialogOf(operator).getByRole('status')).toContainText('stays at 3')
  await dialogOf(operator).getByRole('button', { name: 'Close' }).last().click()
  expect(read('hold', 'web', '{.spec.updateStrategy.rollingUpdate.partition}')).toBe('3')
  expect(read('hold', 'web', '{.metadata.annotations}')).not.toContain('held-partition')

  // A hold of one's own goes back to where it was.
  await operator.getByRole('button', { name: 'Hold rollout' }).click()
  await dialogOf(operator).getByRole('button', { name: 'Hold rollout' }).click()
  await dialogOf(operator).getByRole('button', { name: 'Close' }).last().click()
  await operator.getByRole('button', { name: 'Resume rollout' }).click()
  await dialogOf(operator).getByRole('button', { name: 'Resume rollout' }).click()
  await expect(dialogOf(operator).getByRole('status')).toContainText('The partition is 3')
})

test('a canary does to each pod what its slider foresaw, and raising it takes nothing back', async ({
  browser,
}) => {
  test.setTimeout(150_000)
  const admin = await requireAdmin(browser)
  await createProject(admin, 'canary')
  const spec = (partition: number) => ({
    ordinals: { start: 5 },
    updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition } },
  })
  kubectl('canary', ['apply', '-f', '-'], statefulSet('web', { replicas: 4, spec: spec(4) }))
  await openSet(admin, 'canary', 'web', '4 of 4 ready')
  kubectl(
    'canary',
    ['apply', '-f', '-'],
    statefulSet('web', { replicas: 4, image: 'busybox:1.37', spec: spec(4) }),
  )
  await expect(admin.getByText('0 of 4 on the newest revision.')).toBeVisible({ timeout: 30_000 })

  const moveTo = async (steps: number) => {
    await admin.getByRole('button', { name: 'Canary…' }).click()
    const slider = dialogOf(admin).getByRole('slider', { name: 'Partition' })
    await slider.focus()
    for (let step = 0; step < Math.abs(steps); step++)
      await slider.press(steps < 0 ? 'ArrowLeft' : 'ArrowRight')
    const foreseen = await foreseenIn(admin)
    await expectAccessible(admin)
    await dialogOf(admin)
      .getByRole('button', { name: /^Set partition to/ })
      .click()
    await expect(dialogOf(admin).locator('[data-progress="done"]')).toBeVisible({ timeout: 60_000 })
    await dialogOf(admin).getByRole('button', { name: 'Close' }).last().click()
    return foreseen
  }
  expect(await moveTo(-1)).toEqual([8])
  expect(deletedPods('canary', 'web')).toEqual([8])
  expect(images('canary', 'web')).toMatchObject({ 'web-7': 'busybox:1.36', 'web-8': 'busybox:1.37' })
  expect(await moveTo(-2)).toEqual([7, 6])
  expect(deletedPods('canary', 'web')).toEqual([8, 7, 6])
  // Raised: nothing is taken back, and the dialog says so.
  await admin.getByRole('button', { name: 'Canary…' }).click()
  await dialogOf(admin).getByRole('slider').press('End')
  await expect(dialogOf(admin)).toContainText('raising the partition does not take back')
  await takeDialogPicture(admin, 'canary')
  await dialogOf(admin).getByRole('button', { name: 'Cancel' }).click()
  expect(await moveTo(3)).toEqual([])
  expect(images('canary', 'web')).toMatchObject({ 'web-5': 'busybox:1.36', 'web-6': 'busybox:1.37' })
  expect(deletedPods('canary', 'web')).toEqual([8, 7, 6])
})

test('a restart goes in the order that was foreseen; one pod comes back by itself', async ({ browser }) => {
  test.setTimeout(150_000)
  const admin = await requireAdmin(browser)
  await createProject(admin, 'restart')
  kubectl('restart', ['apply', '-f', '-'], statefulSet('web', { replicas: 3 }))
  await openSet(admin, 'restart', 'web', '3 of 3 ready')
  await admin.getByRole('button', { name: 'Restart', exact: true }).click()
  const foreseen = await foreseenIn(admin)
  expect(foreseen).toEqual([2, 1, 0])
  await expect(dialogOf(admin)).toContainText('By how long the present pods took to start')
  await expectAccessible(admin)
  await takeDialogPicture(admin, 'restart')
  await dialogOf(admin).getByRole('button', { name: 'Restart web' }).click()
  await expect(dialogOf(admin).locator('[data-progress="done"]')).toBeVisible({ timeout: 90_000 })
  expect(deletedPods('restart', 'web')).toEqual(foreseen)
  await dialogOf(admin).getByRole('button', { name: 'Close' }).last().click()

  const before = uids('restart', 'web')
  await admin.getByRole('button', { name: 'Actions for web-1' }).click()
  await expect(admin.getByRole('menuitem', { name: 'Force delete…' })).toHaveCount(0)
  await admin.getByRole('menuitem', { name: 'Restart' }).click()
  await dialogOf(admin).getByRole('button', { name: 'Restart web-1' }).click()
  await expect(dialogOf(admin).locator('[data-pod-progress="back"]')).toBeVisible({ timeout: 60_000 })
  const after = uids('restart', 'web')
  expect(after['web-1']).not.toBe(before['web-1'])
  expect({ ...after, 'web-1': '' }).toEqual({ ...before, 'web-1': '' })
})

test('several pods at once go as was foreseen, in order and in parallel', async ({ browser }) => {
  test.setTimeout(180_000)
  const admin = await requireAdmin(browser)
  await createProject(admin, 'several')
  const updateStrategy = { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 2 } }
  const sets = [
    { name: 'ordered', replicas: 4, spec: { updateStrategy } },
    { name: 'parallel', replicas: 3, spec: { updateStrategy, podManagementPolicy: 'Parallel' } },
    { name: 'alone', replicas: 3, spec: { podManagementPolicy: 'Parallel' } },
  ]
  for (const { name, ...parts } of sets) kubectl('several', ['apply', '-f', '-'], statefulSet(name, parts))
  for (const { name, replicas, spec } of sets) {
    await test.step(name, async () => {
      await openSet(admin, 'several', name, `${replicas} of ${replicas} ready`)
      await admin.getByRole('button', { name: 'Restart', exact: true }).click()
      const foreseen = await foreseenIn(admin)
      await expect(dialogOf(admin)).toContainText(
        'updateStrategy' in spec ? 'up to 2 away at once' : 'Replaced one after the other',
      )
      await dialogOf(admin)
        .getByRole('button', { name: `Restart ${name}` })
        .click()
      await expect(dialogOf(admin).locator('[data-progress="done"]')).toBeVisible({ timeout: 90_000 })
      expect(deletedPods('several', name)).toEqual(foreseen)
    })
  }
})

test('a broken pod of a Parallel set that the controller waits behind is unblocked', async ({ browser }) => {
  test.setTimeout(180_000)
  const admin = await requireAdmin(browser)
  await createProject(admin, 'parallel-trap')
  const db = (image: string) =>
    statefulSet('db', {
      ...{ replicas: 3, image, spec: { podManagementPolicy: 'Parallel' } },
      command: 'touch /tmp/ok; exec sleep 100000',
      container: {
        readinessProbe: {
          exec: { command: ['test', '-f', '/tmp/ok'] },
          ...{ periodSeconds: 1, failureThreshold: 1 },
        },
      },
    })
  kubectl('parallel-trap', ['apply', '-f', '-'], db('busybox:1.36'))
  await openSet(admin, 'parallel-trap', 'db', '3 of 3 ready')
  kubectl('parallel-trap', ['exec', 'db-0', '--', 'rm', '/tmp/ok'])
  await expect(admin.getByText('2 of 3 ready')).toBeVisible({ timeout: 30_000 })
  kubectl('parallel-trap', ['apply', '-f', '-'], db('busybox:1.37'))
  await admin.getByRole('button', { name: 'Unblock: delete db-0' }).click({ timeout: 90_000 })
  await expect(admin.locator('[data-operation="done"]')).toBeVisible({ timeout: 60_000 })
  expect(images('parallel-trap', 'db')).toEqual({
    'db-0': 'busybox:1.37',
    'db-1': 'busybox:1.37',
    'db-2': 'busybox:1.37',
  })
  expect(deletedPods('parallel-trap', 'db')).toEqual([2, 1])
})

test('one rolls back while another scales: neither change is lost', async ({ browser }) => {
  test.setTimeout(120_000)
  const admin = await requireAdmin(browser)
  await createProject(admin, 'both')
  kubectl('both', ['apply', '-f', '-'], statefulSet('web', { replicas: 2 }))
  await openSet(admin, 'both', 'web', '2 of 2 ready')
  kubectl('both', ['apply', '-f', '-'], statefulSet('web', { replicas: 2, image: 'busybox:1.37' }))
  await expect(admin.getByText('All pods are on the newest revision.')).toBeVisible({ timeout: 60_000 })
  await admin.getByRole('link', { name: 'Revisions' }).click()
  await admin.locator('[data-revision="1"]').getByRole('button', { name: 'Roll back' }).click()
  await expect(dialogOf(admin)).toContainText('main: image busybox:1.37 → busybox:1.36')
  kubectl('both', ['scale', 'statefulset/web', '--replicas=3'])
  await dialogOf(admin).getByRole('button', { name: 'Roll back to 1' }).click()
  await expect(dialogOf(admin).locator('[data-progress="done"]')).toBeVisible({ timeout: 60_000 })
  await expect
    .poll(() => images('both', 'web'), { timeout: 60_000 })
    .toEqual({
      'web-0': 'busybox:1.36',
      'web-1': 'busybox:1.36',
      'web-2': 'busybox:1.36',
    })
  await dialogOf(admin).getByRole('button', { name: 'Close' }).last().click()

  // A template that changed since the person looked is never overwritten.
  await admin.locator('[data-revision="2"]').getByRole('button', { name: 'Roll back' }).click()
  await expect(dialogOf(admin)).toContainText('main: image busybox:1.36 → busybox:1.37')
  kubectl('both', ['set', 'env', 'statefulset/web', 'LATER=1'])
  await dialogOf(admin).getByRole('button', { name: 'Roll back to 2' }).click()
  const refusal = dialogOf(admin).getByRole('alert').filter({ hasText: 'Somebody else changed it meanwhile' })
  await expect(refusal).toBeVisible()
  expect(read('both', 'web', '{.spec.template.spec.containers[0].env[0].name}')).toBe('LATER')
})

/** With E2E_PICTURES: the open dialog in both themes; a reload would close it. */
async function takeDialogPicture(page: Page, name: string): Promise<void> {
  const folder = process.env.E2E_PICTURES
  if (folder === undefined) return
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.screenshot({ path: `${folder}/${name}-dialog-${colorScheme}.png` })
  }
}
