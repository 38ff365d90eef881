import type { Page } from '@playwright/test'
import { openCode, put, retype, review } from './edit-code.ts'
import { createProject, expect, expectAccessible, kubectl, requireAdmin, test } from './fixtures.ts'
import {
  askScale,
  claimTemplates,
  endedPods,
  foresight,
  jsonPath,
  keepBack,
  mounts,
  namesOf,
  objects,
  openSet,
} from './foreseen.ts'
import { statefulSet } from './state-manifests.ts'

const object = (apiVersion: string, kind: string, name: string, spec: object) =>
  JSON.stringify({ apiVersion, kind, metadata: { name }, spec })
const service = (name: string, selector: object) =>
  object('v1', 'Service', name, { clusterIP: 'None', selector, ports: [{ port: 80 }] })
const budget = (name: string) =>
  object('policy/v1', 'PodDisruptionBudget', name, {
    minAvailable: 1,
    selector: { matchLabels: { app: name } },
  })
const autoscaler = (name: string) =>
  object('autoscaling/v2', 'HorizontalPodAutoscaler', name, {
    ...{ minReplicas: 1, maxReplicas: 9 },
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'StatefulSet', name },
  })
const withClaims = (name: string, replicas: number, parts: object = {}, pod: object = {}) =>
  statefulSet(name, {
    replicas,
    container: mounts('data'),
    pod: { terminationGracePeriodSeconds: 1, ...pod },
    spec: { ...claimTemplates('data'), serviceName: name, ...parts },
  })
const deleting = { persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete', whenScaled: 'Delete' } }

async function openDeletion(page: Page) {
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('group', { name: 'Volume claims' })).toBeVisible()
  return dialog
}

async function confirmDeletion(page: Page, name: string): Promise<void> {
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(`Type ${name} to confirm`).fill(name)
  await dialog.getByRole('button', { name: `Delete ${name}` }).click()
  await expect(dialog).toHaveCount(0)
}

const finished = (page: Page) =>
  expect(page.locator('[data-operation="done"]')).toBeVisible({ timeout: 60_000 })

test('a set goes with what was chosen and nothing else, workload first and data last', async ({
  browser,
}) => {
  const admin = await requireAdmin(browser)
  await createProject(admin, 'deletion')
  const manifests = [
    withClaims('db', 2, deleting),
    service('db', { app: 'db' }),
    service('db-read', { app: 'db' }),
    service('other', { app: 'other' }),
    ...[budget('db'), budget('other'), autoscaler('db')],
    statefulSet('by-stander', { replicas: 1, spec: { serviceName: 'db-read' } }),
  ]
  kubectl('deletion', ['apply', '-f', '-'], manifests.join('\n---\n'))
  await openSet(admin, 'deletion', 'db', '2 of 2 ready')
  const claims = objects('deletion', 'pvc')
  const dialog = await openDeletion(admin)
  await expect(dialog).toContainText('Its 2 pods: db-1, db-0')
  await expect(dialog).toContainText('Ordinal sets it to Retain first')
  await expect(dialog.getByLabel('Service db-read')).not.toBeChecked()
  await expect(dialog).toContainText('It is for others too: by-stander.')
  for (const name of ['Service other', 'Disruption budget other'])
    await expect(dialog.getByLabel(name)).toHaveCount(0)
  await expectAccessible(admin)
  const foreseen = await foresight(admin, 'deletion', 'db', 'delete')
  expect(foreseen.claims.map(({ name, uid }) => `${name} ${uid}`)).toEqual(claims)
  expect(foreseen.companions.map(({ resource, name, why }) => `${resource} ${name} ${why}`)).toEqual([
    'horizontalpodautoscalers db scaleTarget',
    'poddisruptionbudgets db selector',
    'services db serviceName',
    'services db-read selector',
  ])
  await dialog.getByLabel(/^data-db-1/).check()
  await dialog.getByLabel('Service db', { exact: true }).check()
  await dialog.getByLabel('Autoscaler db').check()
  await confirmDeletion(admin, 'db')
  await finished(admin)
  expect(endedPods('deletion', 'db')).toEqual(foreseen.pods.map(({ podName }) => podName))
  expect(namesOf('deletion', 'statefulsets')).toEqual(['by-stander'])
  expect(objects('deletion', 'pvc')).toEqual(claims.filter((claim) => !claim.startsWith('data-db-1 ')))
  expect(namesOf('deletion', 'services')).toEqual(['db-read', 'other'])
  expect(namesOf('deletion', 'poddisruptionbudgets')).toEqual(['db', 'other'])
  expect(namesOf('deletion', 'horizontalpodautoscalers')).toEqual([])
})

test('a set alone goes: its pods run on and keep their claims, whatever its policy says', async ({
  browser,
}) => {
  const admin = await requireAdmin(browser)
  await createProject(admin, 'orphans')
  kubectl('orphans', ['apply', '-f', '-'], withClaims('db', 2, deleting))
  await openSet(admin, 'orphans', 'db', '2 of 2 ready')
  const pods = objects('orphans', 'pods')
  const claims = objects('orphans', 'pvc')
  const dialog = await openDeletion(admin)
  await dialog.getByLabel('Delete the set alone (orphan)').check()
  await expect(dialog.getByLabel(/^data-db-0/)).toBeDisabled()
  await confirmDeletion(admin, 'db')
  await finished(admin)
  expect(namesOf('orphans', 'statefulsets')).toEqual([])
  expect(objects('orphans', 'pods')).toEqual(pods)
  expect(objects('orphans', 'pvc')).toEqual(claims)
  expect(jsonPath('orphans', 'pvc/data-db-0', '{.metadata.ownerReferences}')).toBe('')
  expect(jsonPath('orphans', 'pod/db-0', '{.metadata.ownerReferences}')).toBe('')
})

test('a set that is made anew while the former one goes is not touched, nor its claims', async ({
  browser,
}) => {
  const admin = await requireAdmin(browser)
  await createProject(admin, 'remade')
  const slow = { terminationGracePeriodSeconds: 8 }
  const manifest = withClaims('db', 1, {}, slow)
  kubectl('remade', ['apply', '-f', '-'], `${manifest}\n---\n${service('db', { app: 'db' })}`)
  await openSet(admin, 'remade', 'db', '1 of 1 ready')
  const claims = objects('remade', 'pvc')
  const dialog = await openDeletion(admin)
  await dialog.getByLabel('Delete at once (background)').check()
  await dialog.getByLabel(/^data-db-0/).check()
  await dialog.getByLabel('Service db', { exact: true }).check()
  const request = admin.waitForRequest((one) => one.method() === 'POST')
  await confirmDeletion(admin, 'db')
  const deletion = await request
  await expect.poll(() => namesOf('remade', 'statefulsets')).toEqual([])
  kubectl('remade', ['apply', '-f', '-'], manifest)
  await finished(admin)
  await expect(admin.getByText('Left alone: somebody made a set of this name anew.')).toHaveCount(2)
  expect(objects('remade', 'pvc')).toEqual(claims)
  expect(namesOf('remade', 'services')).toEqual(['db'])
  expect(namesOf('remade', 'statefulsets')).toEqual(['db'])

  // The same request once more means the former set.
  const again = await admin.request.post(deletion.url(), {
    headers: await deletion.allHeaders(),
    data: deletion.postData() ?? '',
  })
  expect(await again.text()).toContain('"code":"conflict"')
  expect(namesOf('remade', 'statefulsets')).toEqual(['db'])
})

test('a dialog does not outlive the set that it was opened for', async ({ browser }) => {
  const admin = await requireAdmin(browser)
  await createProject(admin, 'meanwhile')
  kubectl('meanwhile', ['apply', '-f', '-'], withClaims('db', 1))
  await openSet(admin, 'meanwhile', 'db', '1 of 1 ready')
  const dialog = await openDeletion(admin)
  await dialog.getByLabel('Type db to confirm').fill('db')
  kubectl('meanwhile', ['delete', 'statefulset/db'])
  kubectl('meanwhile', ['apply', '-f', '-'], withClaims('db', 2))
  await expect(dialog).toHaveCount(0)
  await expect(admin.getByText('2 of 2 ready')).toBeVisible({ timeout: 60_000 })
  expect(namesOf('meanwhile', 'statefulsets')).toEqual(['db'])
})

test('what was stopped for a deletion that is abandoned comes back with its data', async ({ browser }) => {
  const admin = await requireAdmin(browser)
  await createProject(admin, 'abandoned')
  kubectl('abandoned', ['apply', '-f', '-'], withClaims('db', 2, deleting))
  await openSet(admin, 'abandoned', 'db', '2 of 2 ready')
  // Its end waits for this one, so that the deletion is under way until it is abandoned.
  const hold = (finalizers: readonly string[]) =>
    kubectl('abandoned', [
      'patch',
      'pod/db-1',
      '--type=merge',
      '-p',
      JSON.stringify({ metadata: { finalizers } }),
    ])
  hold(['ordinal.test/hold'])
  const claims = objects('abandoned', 'pvc')
  const dialog = await askScale(admin, 3)
  const scale = await keepBack(admin, () =>
    dialog.getByRole('button', { name: 'Scale to 3', exact: true }).click(),
  )
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await admin.getByRole('button', { name: 'Edit description' }).click()
  await admin.getByLabel('Description').fill('Soon gone.')
  const describe = await keepBack(admin, () =>
    admin.getByRole('button', { name: 'Save', exact: true }).click(),
  )
  await admin.getByRole('button', { name: 'Cancel' }).click()
  await openDeletion(admin)
  await confirmDeletion(admin, 'db')
  await expect(admin.locator('[data-operation="running"]')).toContainText('still there: db-0, db-1')
  await expect(admin.getByLabel('Replicas')).toHaveCount(0)
  await expect(admin.getByRole('button', { name: 'Edit description' })).toHaveCount(0)
  for (const replay of [scale, describe]) expect(await replay()).toContain('"code":"operation_running"')
  await openCode(admin, 'abandoned', 'db')
  await retype(admin, put(/^spec:/m, 'spec:\n  minReadySeconds: 1'))
  await expect(await review(admin)).toContainText('Another operation on this set is not finished.')
  await expect(dialog.getByRole('button', { name: /^Save/ })).toBeDisabled()
  await admin.goto('/projects/abandoned/statefulsets/db')
  await admin.getByRole('button', { name: 'Abandon', exact: true }).click()
  await admin.getByRole('button', { name: 'Abandon it' }).click()
  await expect(admin.locator('[data-operation="abandoned"]')).toBeVisible()
  await admin.getByRole('button', { name: 'Start', exact: true }).click()
  await expect(admin.getByRole('dialog')).toContainText('Back to 2 replicas, as it was stopped.')
  await admin.getByRole('button', { name: 'Start db' }).click()
  hold([])
  await expect(admin.getByRole('dialog').locator('[data-progress="done"]')).toBeVisible({ timeout: 60_000 })
  expect(objects('abandoned', 'pvc')).toEqual(claims)
})
