import {
  addMember,
  createProject,
  createUser,
  expect,
  expectAccessible,
  kubectl,
  requireAdmin,
  takePicture,
  takePictures,
  test,
} from './fixtures.ts'
import { jsonPath } from './foreseen.ts'
import { statefulSet } from './state-manifests.ts'
import { claimsOf, looseClaim, podsOf, resize, say, setWithVolumes, templateSize, uidOf } from './storage.ts'

test('the claims of a set: who uses them, what is left over, and what becomes of them', async ({
  browser,
}) => {
  const admin = await requireAdmin(browser)
  await createProject(admin, 'volumes')
  const viewer = await createUser(browser, admin, 'viola')
  await addMember(admin, 'volumes', 'viola', 'viewer')
  kubectl('volumes', ['apply', '-f', '-'], setWithVolumes('web', 3))
  kubectl('volumes', ['apply', '-f', '-'], setWithVolumes('gone-1', 1))
  await admin.goto('/projects/volumes/statefulsets/web/volumes')
  await expect(admin.getByText('3 of 3 ready')).toBeVisible({ timeout: 60_000 })
  const row = (name: string) => admin.locator(`[data-claim="${name}"]`)
  await expect(row('data-web-2')).toContainText('web-2')
  await expect(row('data-web-0')).toContainText('goes with the claim')
  await expect(row('data-web-0')).toContainText('standard')
  await expect(admin.getByRole('heading', { name: /left over/ })).toHaveCount(0)

  await test.step('scaled down, a claim is left over; its name deletes it, and nothing else', async () => {
    kubectl('volumes', ['scale', 'statefulset/web', '--replicas=2'])
    await expect(admin.getByRole('heading', { name: '1 left over' })).toBeVisible({ timeout: 60_000 })
    await expect(row('data-web-2')).toContainText('no pod', { timeout: 60_000 })
    await expectAccessible(admin)
    await takePictures(admin, 'volumes-set')
    await admin.getByRole('button', { name: 'Delete data-web-2' }).click()
    await expect(admin.getByText('The data is gone for good.')).toBeVisible()
    await takePicture(admin, 'volumes-delete')
    const remove = admin.getByRole('dialog').getByRole('button', { name: 'Delete data-web-2' })
    await admin.getByLabel('Type data-web-2 to confirm').fill('data-web-1')
    await expect(remove).toBeDisabled()
    await admin.getByLabel('Type data-web-2 to confirm').fill('data-web-2')
    await remove.click()
    await expect(admin.getByRole('heading', { name: /left over/ })).toHaveCount(0)
    expect(claimsOf('volumes')).toEqual(['data-gone-1-0 1Mi', 'data-web-0 1Mi', 'data-web-1 1Mi'])
  })

  await test.step('what is left of a deleted set is found in the project, under every name it may have had', async () => {
    kubectl('volumes', ['delete', 'statefulset/gone-1'])
    await admin.getByRole('navigation').getByRole('link', { name: 'Volumes' }).first().click()
    await expect(admin).toHaveURL(/\/projects\/volumes\/volumes$/)
    await expect(row('data-gone-1-0')).toContainText('no set gone-1 or 1', { timeout: 60_000 })
    await expect(row('data-web-1')).toContainText('web, ordinal 1')
    await expect(row('data-web-1').getByRole('button')).toHaveCount(0)
    await expect(row('data-gone-1-0')).toContainText('no pod', { timeout: 60_000 })
    await admin.getByText('Not in use (1)').click()
    await expect(row('data-web-1')).toHaveCount(0)
    await expectAccessible(admin)
    // The page is as the cluster is, without being read again.
    kubectl('volumes', ['apply', '-f', '-'], looseClaim('loose'))
    await expect(row('loose')).toContainText('No set', { timeout: 3000 })
    kubectl('volumes', ['delete', 'pvc/loose'])
    await expect(row('loose')).toHaveCount(0, { timeout: 3000 })
    await takePictures(admin, 'volumes-project', row('data-gone-1-0'))
    await admin.goto('/projects/volumes/volumes?show=left')
    await admin.getByRole('button', { name: 'Delete data-gone-1-0' }).click()
    await admin.getByLabel('Type data-gone-1-0 to confirm').fill('data-gone-1-0')
    // A pod that takes it while the dialog is open keeps it.
    kubectl('volumes', ['apply', '-f', '-'], setWithVolumes('gone-1', 1))
    await expect.poll(() => podsOf('volumes', 'gone-1')).toHaveLength(1)
    await admin.getByRole('dialog').getByRole('button', { name: 'Delete data-gone-1-0' }).click()
    await expect(admin.getByText('Pods use it: gone-1-0. Nothing was deleted.')).toBeVisible()
    expect(claimsOf('volumes')).toContain('data-gone-1-0 1Mi')
  })

  await test.step('the retention policy is changed with its consequences in words', async () => {
    await admin.goto('/projects/volumes/statefulsets/web/volumes')
    await expect(
      admin.getByText('Claims stay when the set is scaled down, and when it is deleted.'),
    ).toBeVisible()
    await admin.getByRole('button', { name: 'Change retention' }).click()
    await admin
      .getByRole('radiogroup', { name: /When the set is deleted/ })
      .getByLabel('Delete the claims')
      .check()
    const save = admin.getByRole('button', { name: 'Save' })
    await expect(save).toBeDisabled()
    await takePicture(admin, 'volumes-retention')
    await admin.getByLabel('I want claims to be deleted').check()
    await save.click()
    await expect(admin.getByText('are deleted with their data when it is deleted.')).toBeVisible()
    const policy = jsonPath('volumes', 'statefulset/web', '{.spec.persistentVolumeClaimRetentionPolicy}')
    expect(JSON.parse(policy)).toEqual({ whenDeleted: 'Delete', whenScaled: 'Retain' })
  })

  await viewer.goto('/projects/volumes/statefulsets/web/volumes')
  await expect(viewer.locator('[data-claim="data-web-0"]')).toBeVisible()
  for (const name of ['Grow all disks', 'Change retention', 'Add a template'])
    await expect(viewer.getByRole('button', { name })).toHaveCount(0)
})

test('all disks grow, stage by stage, and what the storage refuses is asked for again, smaller', async ({
  browser,
}) => {
  test.setTimeout(180_000)
  const admin = await requireAdmin(browser)
  await createProject(admin, 'grow')
  kubectl('grow', ['apply', '-f', '-'], setWithVolumes('db', 2))
  await admin.goto('/projects/grow/statefulsets/db/volumes')
  await expect(admin.getByText('2 of 2 ready')).toBeVisible({ timeout: 60_000 })
  const uid = uidOf('grow', 'db')
  let pods: string[] = []
  const panel = admin.locator('[data-operation]')
  const openDialog = async (size: string) => {
    await admin.getByRole('button', { name: 'Grow all disks' }).click()
    await admin.getByLabel('New size of data').fill(size)
  }

  await test.step('a shrink and what is no size are refused with the reason', async () => {
    await openDialog('1Ki')
    await expect(admin.getByText('A volume cannot get smaller; it has 1Mi.')).toBeVisible()
    await admin.getByLabel('New size of data').fill('much')
    await expect(admin.getByText('much is no size.')).toBeVisible()
    await expect(admin.getByRole('button', { name: /^Grow/ }).last()).toBeDisabled()
    await admin.getByLabel('New size of data').fill('9Mi')
    await expect(admin.getByText('data-db-1: 1Mi → 9Mi')).toBeVisible()
    await expectAccessible(admin)
    await takePicture(admin, 'grow-dialog')
    await admin.getByRole('button', { name: 'Grow 2 disks' }).click()
  })

  await test.step('each stage has its sentence', async () => {
    await expect(panel.getByText('data-db-0 to 9Mi')).toBeVisible()
    await expect(panel.getByText('the storage has not taken it up yet').first()).toBeVisible()
    const resizing = { type: 'Resizing', status: 'True' }
    say('grow', 'data-db-0', { conditions: [resizing] })
    await expect(panel.getByText('The storage is growing it.')).toBeVisible()
    await expect(admin.getByRole('button', { name: 'Grow all disks' })).toBeDisabled()
    await takePictures(admin, 'grow-progress', panel)
    const refusal = { type: 'ControllerResizeError', status: 'True', message: 'no room for 9Mi' }
    for (const name of ['data-db-0', 'data-db-1']) {
      say('grow', name, {
        conditions: [refusal],
        allocatedResources: { storage: '9Mi' },
        allocatedResourceStatuses: { storage: 'ControllerResizeInfeasible' },
      })
    }
    await expect(panel.getByRole('alert')).toContainText('no room for 9Mi')
    expect(uidOf('grow', 'db')).toBe(uid)
  })

  await test.step('abandoned, a smaller size is asked for', async () => {
    await panel.getByRole('button', { name: 'Abandon' }).click()
    await admin.getByRole('button', { name: 'Abandon it' }).click()
    await expect(admin.locator('[data-operation="abandoned"]')).toBeVisible()
    await openDialog('2Mi')
    await admin.getByRole('button', { name: 'Grow 2 disks' }).click()
    await expect.poll(() => claimsOf('grow')).toEqual(['data-db-0 2Mi', 'data-db-1 2Mi'])
    // Somebody scales up meanwhile: that claim is made from the former template, and grows too.
    kubectl('grow', ['scale', 'statefulset/db', '--replicas=3'])
    await expect
      .poll(() => claimsOf('grow'), { timeout: 60_000 })
      .toEqual(['data-db-0 2Mi', 'data-db-1 2Mi', 'data-db-2 2Mi'])
    await expect(admin.getByText('3 of 3 ready')).toBeVisible({ timeout: 60_000 })
    pods = podsOf('grow', 'db')
    resize('grow', 'data-db-2', '2Mi')
    const long = {
      type: 'FileSystemResizePending',
      status: 'True',
      lastTransitionTime: '2026-01-01T00:00:00Z',
    }
    say('grow', 'data-db-0', {
      conditions: [long],
      allocatedResourceStatuses: { storage: 'NodeResizePending' },
    })
    resize('grow', 'data-db-1', '2Mi')
  })

  await test.step('the set is made anew under its running pods', async () => {
    await expect(admin.locator('[data-operation="done"]')).toBeVisible({ timeout: 60_000 })
    await expect(panel.getByText('All 3 pods went on without a restart.')).toBeVisible()
    await expect(panel.getByText('its file system follows when db-0 is restarted')).toBeVisible()
    expect(podsOf('grow', 'db')).toEqual(pods)
    expect(templateSize('grow', 'db')).toBe('2Mi')
    expect(uidOf('grow', 'db')).not.toBe(uid)
    await expect(admin.getByText('3 of 3 ready')).toBeVisible()
    await takePictures(admin, 'grow-done', panel)
  })

  await test.step('the pod that a disk waits for is restarted from beside the disk', async () => {
    const row = admin.locator('[data-claim="data-db-0"]')
    await row.getByRole('button', { name: 'Restart db-0 …' }).click()
    await admin.getByRole('dialog').getByRole('button', { name: 'Restart db-0', exact: true }).click()
    await expect(admin.locator('[data-pod-progress="back"]')).toBeVisible({ timeout: 60_000 })
    const after = podsOf('grow', 'db')
    expect(after).toHaveLength(3)
    expect(after.filter((pod) => !pods.includes(pod))).toHaveLength(1)
  })
})

test('what somebody else keeps is grown only by who knows it; a set that another one made is not touched', async ({
  browser,
}) => {
  const admin = await requireAdmin(browser)
  await createProject(admin, 'grow-kept')
  kubectl('grow-kept', ['apply', '-f', '-'], setWithVolumes('db', 1))
  const scaler = {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'busy' },
    spec: {
      ...{ maxReplicas: 2, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'db' } },
      metrics: [
        {
          type: 'Resource',
          resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } },
        },
      ],
    },
  }
  kubectl('grow-kept', ['apply', '-f', '-'], JSON.stringify(scaler))
  await admin.goto('/projects/grow-kept/statefulsets/db/volumes')
  await expect(admin.getByText('1 of 1 ready')).toBeVisible({ timeout: 60_000 })
  await admin.getByRole('button', { name: 'Grow all disks' }).click()
  await admin.getByLabel('New size of data').fill('2Mi')
  await expect(admin.getByText('The autoscaler busy sets its replicas.')).toBeVisible()
  await expect(admin.getByRole('button', { name: 'Grow 1 disk' })).toBeDisabled()
  await takePicture(admin, 'grow-managed')
  await admin.getByLabel('I know, and go on').check()
  await admin.getByRole('button', { name: 'Grow 1 disk' }).click()
  await expect.poll(() => claimsOf('grow-kept')).toEqual(['data-db-0 2Mi'])

  kubectl('grow-kept', ['delete', 'statefulset/db', '--cascade=orphan'])
  kubectl('grow-kept', ['apply', '-f', '-'], statefulSet('db', { replicas: 1, spec: { minReadySeconds: 1 } }))
  const panel = admin.locator('[data-operation="failed"]')
  await expect(panel.getByRole('alert')).toContainText('It was not touched.', { timeout: 60_000 })
  resize('grow-kept', 'data-db-0', '2Mi')
  await panel.getByRole('button', { name: 'Try again' }).click()
  await expect(panel.getByRole('alert')).toContainText('It was not touched.')
  const templates = ['get', 'statefulset', 'db', '-o', 'jsonpath={.spec.volumeClaimTemplates}']
  expect(kubectl('grow-kept', templates)).toBe('')
})

test('a claim template is added: the pods that must be made anew are named, and are, the lowest first', async ({
  browser,
}) => {
  test.setTimeout(180_000)
  const admin = await requireAdmin(browser)
  await createProject(admin, 'template')
  kubectl('template', ['apply', '-f', '-'], setWithVolumes('db', 2, { whenDeleted: 'Delete' }))
  await admin.goto('/projects/template/statefulsets/db/volumes')
  await expect(admin.getByText('2 of 2 ready')).toBeVisible({ timeout: 60_000 })
  const before = podsOf('template', 'db')
  const dialog = admin.getByRole('dialog')
  await admin.getByRole('button', { name: 'Add a template' }).click()
  await dialog.getByLabel('Name').fill('logs')
  await dialog.getByLabel('Size').fill('1Mi')
  await expect(dialog.getByText('Say in at least one container')).toBeVisible()
  await dialog.getByLabel('Mounted in main at').fill('/data')
  await expect(dialog.getByText('Another volume is mounted at /data.')).toBeVisible()
  await dialog.getByLabel('Mounted in main at').fill('/logs')
  await expect(dialog.getByText('2 claims come with it: logs-db-0, logs-db-1.')).toBeVisible()
  await expect(dialog.getByText('2 pods are made anew, one after the other')).toContainText('db-0, db-1')
  await expectAccessible(admin)
  await takePicture(admin, 'template-dialog')
  await dialog.getByRole('button', { name: 'Add the template' }).click()

  const panel = admin.locator('[data-operation]')
  await expect(panel.getByText('Make db-1 anew with its volume')).toBeVisible()
  await expect(admin.locator('[data-operation="done"]')).toBeVisible({ timeout: 120_000 })
  await expect(admin.getByText('2 of 2 ready')).toBeVisible({ timeout: 60_000 })
  await takePictures(admin, 'template-done', panel)
  const after = podsOf('template', 'db')
  expect(after).toHaveLength(2)
  for (const pod of before) expect(after).not.toContain(pod)
  expect(claimsOf('template')).toEqual(['data-db-0 1Mi', 'data-db-1 1Mi', 'logs-db-0 1Mi', 'logs-db-1 1Mi'])
  for (const name of ['db-0', 'db-1']) kubectl('template', ['exec', name, '--', 'touch', '/logs/here'])
  const whenDeleted = '{.spec.persistentVolumeClaimRetentionPolicy.whenDeleted}'
  expect(jsonPath('template', 'statefulset/db', whenDeleted)).toBe('Delete')

  await test.step('changed, it is for ordinals to come', async () => {
    const pods = podsOf('template', 'db')
    await admin.getByRole('button', { name: 'Change the template logs' }).click()
    await dialog.getByLabel('Size').fill('3Mi')
    await expect(dialog.getByText('no pod is restarted')).toBeVisible()
    await dialog.getByRole('button', { name: 'Change the template' }).click()
    await expect(panel.getByText('All 2 pods went on without a restart.')).toBeVisible({ timeout: 60_000 })
    expect(podsOf('template', 'db')).toEqual(pods)
    kubectl('template', ['scale', 'statefulset/db', '--replicas=3'])
    await expect.poll(() => claimsOf('template'), { timeout: 60_000 }).toContain('logs-db-2 3Mi')
    await expect(admin.locator('[data-claim="logs-db-0"]')).toContainText(
      'Asks for 1Mi; the template says 3Mi.',
    )
  })
})
