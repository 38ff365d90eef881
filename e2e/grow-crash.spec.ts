import { createProject, expect, fillSetup, kubectl, takePicture, test } from './fixtures.ts'
import { type Ordinal, startOrdinal } from './ordinal.ts'
import { startRecorder } from './recorder.ts'
import { claimsOf, podsOf, resize, setWithVolumes, templateSize, uidOf } from './storage.ts'

/** Every change that the growth makes, cut off before the cluster hears it or after it has done it. */
const cuts = [
  { call: /^PATCH .*\/persistentvolumeclaims\/data-db-0\?(?!.*dryRun)/, when: 'asked' },
  { call: /^PATCH .*\/persistentvolumeclaims\/data-db-1\?(?!.*dryRun)/, when: 'answered' },
  { call: /^PATCH .*\/statefulsets\/db\?/, when: 'answered' },
  { call: /^DELETE .*\/statefulsets\/db/, when: 'asked' },
  { call: /^DELETE .*\/statefulsets\/db/, when: 'answered' },
  { call: /^POST .*\/statefulsets\?(?!.*dryRun)/, when: 'asked' },
  { call: /^POST .*\/statefulsets\?(?!.*dryRun)/, when: 'answered' },
  { call: /^PATCH .*\/statefulsets\/db\?/, when: 'answered' },
] as const

test('killed at each of its changes, the growth of all disks comes to its end, and no pod is touched', async ({
  browser,
}) => {
  test.setTimeout(400_000)
  let next = 0
  let lost = 0
  let lostReads = 0
  const died = Promise.withResolvers<void>()
  const recorder = await startRecorder(process.env.E2E_ORDINAL_KUBECONFIG ?? '', (call, when) => {
    const cut = cuts[next]
    const isLost = lost === next && cut?.when === when && cut.call.test(call)
    if (isLost) lost++
    return isLost
  })
  const settings = { KUBECONFIG: recorder.kubeconfig }
  const first = await startOrdinal(settings)
  let running: Ordinal = first
  try {
    const page = await (await browser.newContext({ baseURL: first.url, locale: 'en-US' })).newPage()
    await page.goto(first.setupLink)
    await fillSetup(page)
    await createProject(page, 'grow-crash')
    kubectl('grow-crash', ['apply', '-f', '-'], setWithVolumes('db', 2, { whenDeleted: 'Delete' }))
    await page.goto('/projects/grow-crash/statefulsets/db/volumes')
    await expect(page.getByText('2 of 2 ready')).toBeVisible({ timeout: 60_000 })
    const [pods, uid] = [podsOf('grow-crash', 'db'), uidOf('grow-crash', 'db')]
    expect(pods).toHaveLength(2)

    await page.getByRole('button', { name: 'Grow all disks' }).click()
    await page.getByLabel('New size of data').fill('2Mi')
    await expect(page.getByText('All pods keep running.')).toBeVisible()
    await page.getByRole('button', { name: 'Grow 2 disks' }).click()

    for (const [index, { when }] of cuts.entries()) {
      await expect.poll(() => lost, { timeout: 60_000, message: `cut ${index}` }).toBe(index + 1)
      if (index === 5) {
        await page.reload()
        await expect(page.getByText('nothing replaces one that fails until the set is back')).toBeVisible()
        // Ordinal dies as soon as the set is there again: the page, which hears of it, reads itself in vain.
        await page.route(
          ({ searchParams }) => searchParams.has('_rsc'),
          async (route) => {
            const isAhead = route.request().headers()['next-router-prefetch'] !== undefined
            if (isAhead || lostReads++ > 0) return route.continue()
            await died.promise
            return route.abort('connectionrefused')
          },
        )
        await takePicture(page, 'grow-away')
      }
      await running.kill()
      if (index === 6) died.resolve()
      expect(podsOf('grow-crash', 'db'), `after cut ${index}, ${when}`).toEqual(pods)
      // The storage has done its part while nobody watched.
      if (index === 1) for (const name of ['data-db-0', 'data-db-1']) resize('grow-crash', name, '2Mi')
      next = index + 1
      running = await startOrdinal({ ...settings, ORDINAL_DATA: first.data, PORT: first.port })
    }

    // The page was loaded while the set was away.
    await expect(page.locator('[data-operation="done"]')).toBeVisible({ timeout: 60_000 })
    await expect(page.locator('[data-claim="data-db-1"]')).toBeVisible()
    expect(lostReads).toBeGreaterThan(1)
    await expect(page.getByText('All 2 pods went on without a restart.')).toBeVisible()
    expect(podsOf('grow-crash', 'db')).toEqual(pods)
    expect(claimsOf('grow-crash')).toEqual(['data-db-0 2Mi', 'data-db-1 2Mi'])
    expect(templateSize('grow-crash', 'db')).toBe('2Mi')
    expect(uidOf('grow-crash', 'db')).not.toBe(uid)
    const set = JSON.parse(kubectl('grow-crash', ['get', 'statefulset', 'db', '-o', 'json']))
    expect(set.spec.persistentVolumeClaimRetentionPolicy.whenDeleted).toBe('Delete')
    expect(Object.keys(set.metadata.annotations ?? {})).not.toContain('ordinal.io/operation')
    // It is the controller's again: what is deleted comes back.
    kubectl('grow-crash', ['delete', 'pod', 'db-1'])
    await expect
      .poll(() => podsOf('grow-crash', 'db').find((pod) => pod.startsWith('db-1')), { timeout: 60_000 })
      .toMatch(/^db-1 \S+ 0$/)
    expect(podsOf('grow-crash', 'db')[0]).toBe(pods[0])
  } finally {
    await running.stop()
    recorder.close()
  }
})
