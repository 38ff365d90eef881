import type { Page } from '@playwright/test'
import {
  createProject,
  expect,
  expectAccessible,
  kubectl,
  requireAdmin,
  takePictures,
  test,
} from './fixtures.ts'
import { firstManifests, laterManifests, mendedManifest, quotaManifests } from './state-manifests.ts'

/** Set → its state, and the sentence beside it, as the engine reads the real cluster. */
const first: readonly [name: string, state: string, sentence: RegExp | null][] = [
  ['healthy', 'Running', null],
  ['bad-image', 'Stuck', /bad-image-0 cannot pull image registry\.invalid\/nope:1/],
  ['crash-loop', 'Stuck', /crash-loop-0: main ends with exit code 3 again and again/],
  ['out-of-memory', 'Stuck', /out-of-memory-0: main was killed at its memory limit 24Mi/],
  ['unready', 'Stuck', /unready-0 runs, but is not ready: Readiness probe failed: no quorum/],
  ['unschedulable', 'Stuck', /No node fits unschedulable-0: .*node affinity/],
  ['pending-claim', 'Stuck', /storage class no-such-class .* does not exist/],
  ['canary', 'Running', null],
  ['by-hand', 'Running', null],
  ['scaling', 'Running', null],
  ['stopped', 'Stopped', null],
  ['trapped', 'Running', null],
]
const later: typeof first = [
  ['canary', 'Rollout held', /2 pods are held on the former revision by the partition/],
  ['by-hand', 'Running', /2 pods keep the former revision until deleted/],
  ['scaling', 'Scaling', /scaling-1 is still ending/],
  ['trapped', 'Stuck', /trapped-1 cannot pull image registry\.invalid\/nope:2/],
]

async function expectStates(page: Page, states: typeof first): Promise<void> {
  for (const [name, state, sentence] of states) {
    const row = page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) })
    const cell = row.locator('[data-column="state"]')
    await expect(cell, name).toContainText(state, { timeout: 60_000 })
    if (sentence !== null) await expect(cell, name).toContainText(sentence, { timeout: 60_000 })
  }
}

test('each state of a set on a real cluster is told in the list, and why', async ({ browser }) => {
  test.setTimeout(240_000)
  const admin = await requireAdmin(browser)
  await createProject(admin, 'states')
  await createProject(admin, 'states-quota')
  kubectl('states', ['apply', '-f', '-'], firstManifests)
  kubectl('states-quota', ['apply', '-f', '-'], quotaManifests)

  await admin.goto('/projects/states/statefulsets')
  await expectStates(admin, first)
  kubectl('states', ['apply', '-f', '-'], laterManifests)
  await expectStates(admin, later)

  // The mended template waits behind the pod that can never become ready (kubernetes/kubernetes#67250).
  kubectl('states', ['apply', '-f', '-'], mendedManifest)
  const trapped = admin.locator('[data-key="states/trapped"] [data-blocker]')
  await expect(trapped).toHaveAttribute('title', /Kubernetes does not replace this pod by itself/)
  await expect(trapped).toContainText('nope:2')

  // The other journeys have left many.
  await admin.goto('/statefulsets?size=200')
  await expectStates(admin, [
    ['over-quota', 'Stuck', /A quota leaves no room for over-quota-1: .*exceeded quota: pods/],
    ...later,
  ])
  await expectAccessible(admin)
  await admin.goto('/projects/states/statefulsets')
  await admin.setViewportSize({ width: 1280, height: 1000 })
  await takePictures(admin, 'states')
  await admin.getByRole('link', { name: /^Stuck/ }).click()
  await expect(admin.getByRole('row').filter({ hasText: 'Running' })).toHaveCount(0)
  await expect(admin).toHaveURL(/state=stuck/)
})
