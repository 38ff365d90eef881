import type { Page } from '@playwright/test'
import { createProject, expect, expectAccessible, kubectl, requireAdmin, test } from './fixtures.ts'
import { claimTemplates, mounts, namesOf } from './foreseen.ts'
import { statefulSet } from './state-manifests.ts'

/**
 * Somebody else puts another set in the place of `b` while a dialog is open. When the list has all of it the dialog's
 * button rests until it is known what would happen to that one; before, each of its steps would make it rest again.
 */
async function replaceB(page: Page, description: string): Promise<void> {
  const metadata = { annotations: { 'ordinal.io/description': description } }
  kubectl('batch', ['delete', 'statefulset/b'])
  kubectl('batch', ['apply', '-f', '-'], statefulSet('b', { replicas: 1, metadata }))
  const row = page.locator('[data-key="batch/b"]')
  await expect(row).toContainText(description)
  await expect(row).toContainText('1/1', { timeout: 60_000 })
}

test('several sets are stopped, started and deleted; one that fails is named and can be tried again', async ({
  browser,
}) => {
  const admin = await requireAdmin(browser)
  await createProject(admin, 'batch')
  const retention = { spec: { persistentVolumeClaimRetentionPolicy: { whenScaled: 'Delete' } } }
  const claims = {
    ...retention.spec,
    volumeClaimTemplates: [
      {
        metadata: { name: 'data' },
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Mi' } } },
      },
    ],
  }
  const sets = [
    statefulSet('a', { replicas: 2 }),
    statefulSet('b', { replicas: 1 }),
    statefulSet('c', { spec: claims }),
    JSON.stringify({
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'load' },
      spec: { maxReplicas: 9, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'a' } },
    }),
  ]
  kubectl('batch', ['apply', '-f', '-'], sets.join('\n---\n'))
  await admin.goto('/projects/batch/statefulsets')
  await expect(admin.locator('[data-state="running"]')).toHaveCount(3, { timeout: 60_000 })
  for (const name of ['a', 'b', 'c'])
    await admin.getByRole('checkbox', { name: `Choose ${name}`, exact: true }).check()
  const bar = admin.getByRole('region', { name: 'Chosen sets' })
  await expect(bar).toContainText('3 sets chosen')
  await bar.getByRole('button', { name: 'Stop' }).click()

  const dialog = admin.getByRole('dialog')
  await expect(dialog).toContainText('a-1 to a-0 end, highest first')
  await expect(dialog).toContainText('Autoscaler load does nothing while there are no replicas.')
  await expect(dialog.getByRole('button', { name: 'Stop 3 sets' })).toBeDisabled()
  await expect(dialog.locator('[data-lost]')).toHaveText(['data-c-0 · 1Mi'])
  await dialog.getByLabel('I want this volume claim and its data to be deleted').check()
  await replaceB(admin, 'a second one')
  await dialog.getByRole('button', { name: 'Stop 3 sets' }).click()
  await expect(dialog.locator('li[data-result="done"]')).toHaveCount(2, { timeout: 60_000 })
  await expect(dialog.locator('li[data-result="failed"]')).toContainText('Somebody else changed it meanwhile')
  await expect(dialog.getByRole('button', { name: 'Try 1 again' })).toBeVisible()
  await dialog.getByRole('button', { name: 'Close', exact: true }).last().click()

  await expect(admin.locator('[data-key="batch/a"]')).toContainText('Stopped')
  await admin.getByRole('button', { name: 'Actions for a' }).click()
  await admin.getByRole('menuitem', { name: 'Start' }).click()
  await expect(dialog).toContainText('Back to 2 replicas.')
  await dialog.getByRole('button', { name: 'Start a' }).click()
  await expect(dialog.locator('li[data-result="done"]')).toHaveCount(1, { timeout: 60_000 })
  await dialog.getByRole('button', { name: 'Close', exact: true }).last().click()
  await expect(admin.locator('[data-key="batch/a"]')).toContainText('2/2')

  await admin.getByRole('button', { name: 'Actions for a' }).click()
  await admin.getByRole('menuitem', { name: 'Delete' }).click()
  await expect(dialog).toContainText('2 pods end: a-1, a-0.')
  await expect(dialog).toContainText('Autoscaler load stays.')
  await expect(dialog.getByLabel('Stop first, then delete')).toBeChecked()
  await dialog.getByLabel('Type a to confirm').fill('a')
  await dialog.getByRole('button', { name: 'Delete a' }).click()
  await expect(dialog.locator('li[data-result="done"]')).toHaveCount(1, { timeout: 60_000 })
  // Done are the pods, too, and not only their set.
  expect(kubectl('batch', ['get', 'pods', '-o', 'name'])).not.toContain('pod/a-')
  await dialog.getByRole('button', { name: 'Close', exact: true }).last().click()
  await expect(admin.locator('[data-key="batch/a"]')).toHaveCount(0)

  for (const name of ['b', 'c'])
    await admin.getByRole('checkbox', { name: `Choose ${name}`, exact: true }).check()
  await bar.getByRole('button', { name: 'Delete' }).click()
  await dialog.getByLabel(/^Type .+ to confirm$/).fill('2')
  await replaceB(admin, 'a third one')
  await dialog.getByRole('button', { name: 'Delete 2 sets' }).click()
  await expect(dialog.locator('li[data-result="done"]')).toHaveCount(1, { timeout: 60_000 })
  await expect(dialog.locator('li[data-result="failed"]')).toContainText('Somebody else changed it meanwhile')
  await expect(dialog.getByRole('button', { name: 'Try 1 again' })).toBeVisible()
  await dialog.getByRole('button', { name: 'Close', exact: true }).last().click()
  await expect(admin.locator('[data-key="batch/c"]')).toHaveCount(0)
  await expect(admin.locator('[data-key="batch/b"]')).toContainText('1/1', { timeout: 60_000 })
})

test('a consent for several sets is for the claims that were named: another number or policy asks anew', async ({
  browser,
}) => {
  const admin = await requireAdmin(browser)
  await createProject(admin, 'agreed')
  const policy = (whenScaled: string) => ({ persistentVolumeClaimRetentionPolicy: { whenScaled } })
  const spec = (whenScaled: string) => ({ ...claimTemplates('data'), ...policy(whenScaled) })
  const sets = [
    statefulSet('a', { replicas: 2, spec: spec('Delete'), container: mounts('data') }),
    statefulSet('b', { replicas: 2, spec: spec('Retain'), container: mounts('data') }),
  ]
  kubectl('agreed', ['apply', '-f', '-'], sets.join('\n---\n'))
  await admin.goto('/projects/agreed/statefulsets')
  await expect(admin.locator('[data-state="running"]')).toHaveCount(2, { timeout: 60_000 })
  for (const name of ['a', 'b'])
    await admin.getByRole('checkbox', { name: `Choose ${name}`, exact: true }).check()
  await admin
    .getByRole('region', { name: 'Chosen sets' })
    .getByRole('button', { name: 'Scale', exact: true })
    .click()
  const dialog = admin.getByRole('dialog')
  const lost = dialog.locator('[data-lost]')
  const submit = dialog.getByRole('button', { name: /^Scale 2 sets to \d$/ })
  const agree = dialog.getByRole('checkbox', { name: /to be deleted$/ })
  await dialog.getByLabel('Replicas').fill('1')
  await expect(lost).toHaveText(['data-a-1 · 1Mi'])
  await expect(dialog).toContainText('The volume claim data-b-1 stays, with its data.')
  await expect(submit).toBeDisabled()
  await agree.check()
  await expect(submit).toBeEnabled()
  await expectAccessible(admin)

  await dialog.getByLabel('Replicas').fill('0')
  await expect(lost).toHaveText(['data-a-1 · 1Mi', 'data-a-0 · 1Mi'])
  await expect(agree).not.toBeChecked()
  await expect(submit).toBeDisabled()
  await dialog.getByLabel('Replicas').fill('1')
  await expect(lost).toHaveText(['data-a-1 · 1Mi'])
  await expect(agree).not.toBeChecked()
  await agree.check()

  // What is named is what the sets say now, and not when the dialog was opened.
  const deleting = JSON.stringify({ spec: policy('Delete') })
  kubectl('agreed', ['patch', 'statefulset/b', '--type=merge', '-p', deleting])
  await dialog.getByLabel('Replicas').fill('0')
  await expect(lost).toHaveCount(4)
  await dialog.getByLabel('Replicas').fill('1')
  await expect(lost).toHaveText(['data-a-1 · 1Mi', 'data-b-1 · 1Mi'])
  await expect(submit).toBeDisabled()

  await agree.check()
  await submit.click()
  await expect(dialog.locator('li[data-result="done"]')).toHaveCount(2, { timeout: 60_000 })
  await expect.poll(() => namesOf('agreed', 'pvc')).toEqual(['data-a-0', 'data-b-0'])
})
