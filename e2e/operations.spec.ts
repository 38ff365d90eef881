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
import {
  askScale,
  claimTemplates,
  closeDialog,
  endedPods,
  foresight,
  jsonPath,
  mounts,
  namesOf,
  objects,
  openSet,
  progress,
} from './foreseen.ts'
import { statefulSet } from './state-manifests.ts'

test('a scale-down and the way back do what was foreseen, in that order, and keep the claims', async ({
  browser,
}) => {
  const admin = await requireAdmin(browser)
  await createProject(admin, 'scale')
  const budget = JSON.stringify({
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'keep' },
    spec: { minAvailable: 2, selector: { matchLabels: { app: 'keep' } } },
  })
  const manifest = statefulSet('keep', {
    replicas: 3,
    spec: claimTemplates('data'),
    container: mounts('data'),
  })
  kubectl('scale', ['apply', '-f', '-'], `${manifest}\n---\n${budget}`)
  await openSet(admin, 'scale', 'keep', '3 of 3 ready')
  const claims = objects('scale', 'pvc')

  for (const bad of ['-1', '1e9', '3 ', '', '10001']) {
    await admin.getByLabel('Replicas').fill(bad)
    await expect(admin.getByText('A whole number from 0 to 10,000.')).toBeVisible()
    await expect(admin.getByRole('button', { name: /^Scale to/ })).toBeDisabled()
  }
  const dialog = await askScale(admin, 1)
  await expect(dialog).toContainText('keep-2, keep-1 end one after the other')
  await expect(dialog).toContainText('2 volume claims stay, with their data: data-keep-2, data-keep-1.')
  await expect(dialog).toContainText('3 members become 1: a majority, now 2, will be 1.')
  await expect(dialog).toContainText('1 of the former 3 remains, fewer than the majority of 2.')
  await expect(dialog).toContainText(
    'Disruption budget keep: node drains may move 0 of these pods then, 1 now.',
  )
  await expectAccessible(admin)
  const { down } = await foresight(admin, 'scale', 'keep', 'scale', 1)
  const toOne = dialog.getByRole('button', { name: 'Scale to 1', exact: true })
  await expect(toOne).toBeDisabled()
  await dialog.getByLabel('I have made sure that this set may lose its majority').check()
  await toOne.click()
  await progress(admin, 'done')
  expect(endedPods('scale', 'keep')).toEqual(down?.leaving.map(({ podName }) => podName))
  expect(namesOf('scale', 'pods')).toEqual(['keep-0'])
  expect(objects('scale', 'pvc')).toEqual(claims)

  await dialog.getByRole('button', { name: 'Back to 3 …' }).click()
  await expect(dialog).toContainText('2 volume claims of former pods are used again')
  const { up } = await foresight(admin, 'scale', 'keep', 'scale', 3)
  expect(up?.reused.map(({ name, uid }) => `${name} ${uid}`)).toEqual(
    claims.filter((claim) => !claim.startsWith('data-keep-0')),
  )
  expect(up).toMatchObject({ count: 2, first: 'keep-1', last: 'keep-2', fresh: { count: 0 } })
  await dialog.getByRole('button', { name: 'Scale to 3', exact: true }).click()
  await progress(admin, 'done')
  expect(namesOf('scale', 'pods')).toEqual(['keep-0', 'keep-1', 'keep-2'])
  expect(objects('scale', 'pvc')).toEqual(claims)
  await closeDialog(admin)
})

test('claims that go with their pods need a consent, and exactly those go', async ({ browser }) => {
  const admin = await requireAdmin(browser)
  await createProject(admin, 'consent')
  const spec = {
    ...claimTemplates('data', 'log'),
    persistentVolumeClaimRetentionPolicy: { whenScaled: 'Delete', whenDeleted: 'Retain' },
    ...{ serviceName: 'lose', podManagementPolicy: 'Parallel' },
  }
  const service = {
    ...{ apiVersion: 'v1', kind: 'Service', metadata: { name: 'lose' } },
    spec: { clusterIP: 'None', selector: { app: 'lose' }, ports: [{ port: 80 }] },
  }
  const manifest = statefulSet('lose', { replicas: 5, spec, container: mounts('data', 'log') })
  kubectl('consent', ['apply', '-f', '-'], `${manifest}\n---\n${JSON.stringify(service)}`)
  await openSet(admin, 'consent', 'lose', '5 of 5 ready')
  await takeDialogPictures(admin)
  await openSet(admin, 'consent', 'lose', '5 of 5 ready')
  const before = namesOf('consent', 'pvc')
  const dialog = await askScale(admin, 3)
  const submit = dialog.getByRole('button', { name: 'Scale to 3', exact: true })
  await expect(dialog).toContainText('4 volume claims with 4Mi of data will be deleted')
  await expect(dialog).toContainText('lose-4, lose-3 end together.')
  await expect(submit).toBeDisabled()
  await expectAccessible(admin)
  const { down } = await foresight(admin, 'consent', 'lose', 'scale', 3)
  const lost = down?.leaving.flatMap((one) => one.claims.map(({ name }) => name)) ?? []
  expect(lost).toEqual(['data-lose-4', 'log-lose-4', 'data-lose-3', 'log-lose-3'])
  await dialog.getByLabel('I want these 4 volume claims and their data to be deleted').check()
  await submit.click()
  await progress(admin, 'done')
  await expect.poll(() => namesOf('consent', 'pvc')).toEqual(before.filter((name) => !lost.includes(name)))
})

test('an operator keeps what only an owner may lose, and is told what else there is', async ({ browser }) => {
  const admin = await requireAdmin(browser)
  await createProject(admin, 'operator')
  const operator = await createUser(browser, admin, 'otto-o')
  await addMember(admin, 'operator', 'otto-o', 'operator')
  const spec = {
    ...claimTemplates('data'),
    persistentVolumeClaimRetentionPolicy: { whenScaled: 'Delete', whenDeleted: 'Retain' },
  }
  const manifest = statefulSet('db', { replicas: 2, spec, container: mounts('data') })
  kubectl('operator', ['apply', '-f', '-'], manifest)
  await openSet(operator, 'operator', 'db', '2 of 2 ready')
  const dialog = await askScale(operator, 1)
  await expect(dialog.locator('[data-lost]')).toHaveText(['data-db-1 · 1Mi'])
  await expect(dialog).toContainText('Only an owner of the project may do this')
  await expect(dialog.getByRole('checkbox')).toHaveCount(0)
  await expect(dialog.getByRole('button', { name: 'Scale to 1', exact: true })).toBeDisabled()
  await expectAccessible(operator)

  // As it is said: with another policy the claims stay, and the operator may.
  const retain = JSON.stringify({ spec: { persistentVolumeClaimRetentionPolicy: { whenScaled: 'Retain' } } })
  kubectl('operator', ['patch', 'statefulset/db', '--type=merge', '-p', retain])
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await askScale(operator, 1)
  await expect(dialog).toContainText('The volume claim data-db-1 stays, with its data.')
  await dialog.getByRole('button', { name: 'Scale to 1', exact: true }).click()
  await progress(operator, 'done')
  expect(namesOf('operator', 'pvc')).toEqual(['data-db-0', 'data-db-1'])
})

/** The dialogs of a scale-down and of a deletion, in both languages. */
async function takeDialogPictures(page: Page): Promise<void> {
  const isThere = page.getByRole('dialog').locator('[data-fact], [type="radio"]').first()
  await takePictures(page, 'scale-down', isThere, async () => {
    await page.locator('input[inputmode="numeric"]').fill('2')
    await page.locator('form button[type="submit"]').click()
  })
  await takePictures(page, 'delete', isThere, () =>
    page.getByRole('button', { name: /^(Delete|删除)$/ }).click(),
  )
}

test('of two unready pods the dialog says who hangs, and the controller leaves exactly those', async ({
  browser,
}) => {
  const admin = await requireAdmin(browser)
  await createProject(admin, 'hang')
  const readinessProbe = {
    exec: { command: ['sh', '-c', 'test ! -e /tmp/sick'] },
    ...{ periodSeconds: 1, failureThreshold: 1 },
  }
  kubectl('hang', ['apply', '-f', '-'], statefulSet('web', { replicas: 3, container: { readinessProbe } }))
  await openSet(admin, 'hang', 'web', '3 of 3 ready')
  for (const pod of ['web-0', 'web-1']) kubectl('hang', ['exec', pod, '--', 'touch', '/tmp/sick'])
  await expect(admin.getByText('1 of 3 ready')).toBeVisible()

  await admin.getByRole('button', { name: 'Stop', exact: true }).click()
  const dialog = admin.getByRole('dialog')
  await expect(dialog).toContainText('web-1 and web-0 both leave and are not ready.')
  const { down } = await foresight(admin, 'hang', 'web', 'stop')
  expect(down?.wait).toMatchObject({ kind: 'behind', podName: 'web-1', held: ['web-1', 'web-0'] })
  await dialog.getByRole('button', { name: 'Stop web' }).click()
  await expect.poll(() => namesOf('hang', 'pods'), { timeout: 30_000 }).toEqual(['web-0', 'web-1'])
  const isHeld = () => jsonPath('hang', 'statefulset/web', '{.status.replicas} {.status.observedGeneration}')
  await expect.poll(isHeld).toBe('2 2')
  expect(namesOf('hang', 'pods').toReversed()).toEqual(down?.wait?.held)
  kubectl('hang', ['delete', 'pod', 'web-1'])
  await progress(admin, 'done')
  expect(endedPods('hang', 'web')).toEqual(['web-2', 'web-0'])
  expect(namesOf('hang', 'pods')).toEqual([])
})

test('a stop remembers, a start restores; both may be asked for twice, and respect what others did', async ({
  browser,
}) => {
  const admin = await requireAdmin(browser)
  await createProject(admin, 'stopping')
  kubectl('stopping', ['apply', '-f', '-'], statefulSet('web', { replicas: 2 }))
  await openSet(admin, 'stopping', 'web', '2 of 2 ready')
  const other = await requireAdmin(browser)
  await openSet(other, 'stopping', 'web', '2 of 2 ready')
  for (const page of [admin, other]) {
    await page.getByRole('button', { name: 'Stop', exact: true }).click()
    await expect(page.getByRole('dialog')).toContainText('2 replicas are remembered for the start.')
  }
  const request = admin.waitForRequest((one) => one.method() === 'POST')
  await admin.getByRole('button', { name: 'Stop web' }).click()
  const stop = await request
  await progress(admin, 'done')
  await expect(admin.getByRole('dialog')).toContainText('web is stopped. 2 replicas are remembered.')
  await expect(other.getByRole('dialog')).toContainText('It is stopped already.')
  await expect(other.getByRole('button', { name: 'Stop web' })).toBeDisabled()
  await other.getByRole('button', { name: 'Cancel' }).click()
  const again = await admin.request.post(stop.url(), {
    headers: await stop.allHeaders(),
    data: stop.postData() ?? '',
  })
  expect(await again.text()).toContain('"isChanged":false')
  expect(jsonPath('stopping', 'statefulset/web', '{.metadata.annotations.ordinal\\.io/replicas}')).toBe('2')
  await closeDialog(admin)

  // What others change of a stopped set does not end the stop.
  kubectl('stopping', ['annotate', 'statefulset/web', 'example.com/note=kept'])
  kubectl('stopping', ['set', 'env', 'statefulset/web', 'CHANGED=yes'])
  await admin.getByRole('button', { name: 'Start', exact: true }).click()
  await expect(admin.getByRole('dialog')).toContainText('Back to 2 replicas, as it was stopped.')
  await other.getByRole('button', { name: 'Start', exact: true }).click()
  kubectl('stopping', ['scale', 'statefulset/web', '--replicas=1'])
  await expect(admin.getByRole('dialog')).toContainText('It has 1 replica already: somebody started it.')
  await expect(admin.getByRole('button', { name: 'Start web' })).toBeDisabled()
  await admin.getByRole('button', { name: 'Cancel' }).click()
  await other.getByRole('button', { name: 'Cancel' }).click()
  // What was remembered is of the former stop: somebody has scaled since.
  kubectl('stopping', ['scale', 'statefulset/web', '--replicas=0'])
  await admin.getByRole('button', { name: 'Start', exact: true }).click()
  await expect(admin.getByRole('dialog')).toContainText('was not noted: it starts with 1.')
  await admin.getByRole('button', { name: 'Start web' }).click()
  await progress(admin, 'done')
  expect(jsonPath('stopping', 'statefulset/web', '{.spec.replicas}')).toBe('1')
  expect(jsonPath('stopping', 'statefulset/web', '{.metadata.annotations}')).not.toContain(
    'ordinal.io/replicas',
  )
})

test('of two people who scale one is told; nothing is sent again, and no quota is ignored', async ({
  browser,
}) => {
  const admin = await requireAdmin(browser)
  await createProject(admin, 'two-people')
  kubectl('two-people', ['apply', '-f', '-'], statefulSet('web', { replicas: 1 }))
  await openSet(admin, 'two-people', 'web', '1 of 1 ready')
  const dialog = await askScale(admin, 2)
  await expect(dialog).toContainText('web-1 is made.')
  kubectl('two-people', ['scale', 'statefulset/web', '--replicas=0'])
  await expect(dialog).toContainText('Somebody changed the replicas meanwhile: from 1 to 0.')
  const request = admin.waitForRequest((one) => one.method() === 'POST')
  await dialog.getByRole('button', { name: 'Scale to 2', exact: true }).click()
  const scale = await request
  await progress(admin, 'done')

  // Another one overtakes while the cluster is at it.
  await dialog.getByRole('button', { name: 'Back to 0 …' }).click()
  await dialog.getByRole('button', { name: 'Scale to 0', exact: true }).click()
  kubectl('two-people', ['scale', 'statefulset/web', '--replicas=3'])
  await progress(admin, 'other')
  await closeDialog(admin)
  const replay = async () => {
    const answer = await admin.request.post(scale.url(), {
      headers: await scale.allHeaders(),
      data: scale.postData() ?? '',
    })
    return answer.text()
  }
  expect(await replay()).toContain('"code":"conflict"')
  expect(jsonPath('two-people', 'statefulset/web', '{.spec.replicas}')).toBe('3')

  const quota = {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name: 'few' },
    spec: { hard: { pods: '4' } },
  }
  kubectl('two-people', ['apply', '-f', '-'], JSON.stringify(quota))
  await expect.poll(() => jsonPath('two-people', 'resourcequota/few', '{.status.used.pods}')).toBe('3')
  await askScale(admin, 9)
  await expect(dialog).toContainText('The quota few has room for 4 replicas at most (pods).')
  await expect(dialog.getByRole('button', { name: 'Scale to 9', exact: true })).toBeDisabled()
})
