import type { Page } from '@playwright/test'
import { createProject, expect, fillSetup, kubectl, test } from './fixtures.ts'
import { type Ordinal, startOrdinal } from './ordinal.ts'
import { readCalls, startRecorder } from './recorder.ts'
import { statefulSet } from './state-manifests.ts'

const db = (image: string) =>
  statefulSet('db', {
    replicas: 3,
    image,
    command: 'touch /tmp/ok; exec sleep 100000',
    container: {
      readinessProbe: { exec: { command: ['test', '-f', '/tmp/ok'] }, periodSeconds: 1, failureThreshold: 1 },
    },
  })
const uidOf = (pod: string) =>
  kubectl('unblock-crash', ['get', `pod/${pod}`, '-o', 'jsonpath={.metadata.uid}'])
const images = () =>
  kubectl('unblock-crash', ['get', 'pods', '-o', 'jsonpath={.items[*].spec.containers[0].image}'])
const template = () =>
  kubectl('unblock-crash', ['get', 'sts/db', '-o', 'jsonpath={.spec.template.spec.containers[0].image}'])

/** The changes on the way that are cut off before the cluster hears them, one after the other; the process dies at each. */
const cuts = [/^PATCH .*\/statefulsets\/db\?(?!.*dryRun)/, /^DELETE .*\/pods\/db-1/, /^DELETE .*\/pods\/db-2/]

async function rollBack(page: Page): Promise<void> {
  await page.locator('[data-revision="1"]').getByRole('button', { name: 'Roll back' }).click()
  await expect(page.getByRole('dialog')).toContainText('main: image busybox:1.37 → busybox:1.36')
  await page.getByRole('button', { name: 'Roll back to 1' }).click()
}

test('killed at each change of a roll-back and its unblocking, it comes to its end, and no ready pod is deleted', async ({
  browser,
}) => {
  test.setTimeout(300_000)
  let next = 0
  let lost = 0
  const recorder = await startRecorder(process.env.E2E_ORDINAL_KUBECONFIG ?? '', (call) => {
    const isLost = lost === next && cuts[next]?.test(call) === true
    if (isLost) lost++
    return isLost
  })
  const settings = { KUBECONFIG: recorder.kubeconfig }
  const first = await startOrdinal(settings)
  let running: Ordinal = first
  const dieAt = async (index: number) => {
    await expect.poll(() => lost, { timeout: 60_000, message: `cut ${index}` }).toBe(index + 1)
    await running.kill()
    next = index + 1
    running = await startOrdinal({ ...settings, ORDINAL_DATA: first.data, PORT: first.port })
  }
  try {
    const page = await (await browser.newContext({ baseURL: first.url, locale: 'en-US' })).newPage()
    await page.goto(first.setupLink)
    await fillSetup(page)
    await createProject(page, 'unblock-crash')
    kubectl('unblock-crash', ['apply', '-f', '-'], db('busybox:1.36'))
    await page.goto('/projects/unblock-crash/statefulsets/db')
    await expect(page.getByText('3 of 3 ready')).toBeVisible({ timeout: 60_000 })
    kubectl('unblock-crash', ['apply', '-f', '-'], db('busybox:1.37'))
    await expect.poll(images, { timeout: 60_000 }).toBe('busybox:1.37 busybox:1.37 busybox:1.37')
    await expect(page.getByText('3 of 3 ready')).toBeVisible({ timeout: 60_000 })
    for (const pod of ['db-1', 'db-2']) kubectl('unblock-crash', ['exec', pod, '--', 'rm', '/tmp/ok'])
    await expect(page.getByText('1 of 3 ready')).toBeVisible({ timeout: 60_000 })
    const [zero, one, two] = ['db-0', 'db-1', 'db-2'].map(uidOf)

    await page.goto('/projects/unblock-crash/statefulsets/db/revisions')
    await rollBack(page)
    await dieAt(0)
    expect(template()).toBe('busybox:1.37')
    await page.reload()
    await rollBack(page)
    await page.getByRole('dialog').getByRole('button', { name: 'Unblock: delete db-1' }).click()
    await dieAt(1)
    expect(uidOf('db-1')).toBe(one)
    await page.goto('/projects/unblock-crash/statefulsets/db')
    await page.getByRole('button', { name: 'Unblock: delete db-1' }).click()
    await dieAt(2)
    expect(uidOf('db-2')).toBe(two)
    expect(uidOf('db-0')).toBe(zero)

    await page.reload()
    await expect(page.locator('[data-operation="done"]')).toBeVisible({ timeout: 90_000 })
    await expect(page.getByText('3 of 3 ready')).toBeVisible()
    expect(images()).toBe('busybox:1.36 busybox:1.36 busybox:1.36')
    const deletions = (await readCalls(recorder.url)).filter((call) => call.startsWith('DELETE'))
    expect(new Set(deletions.map((call) => call.replace(/.*\//, '')))).toEqual(new Set(['db-1', 'db-2']))
  } finally {
    await running.stop()
    recorder.close()
  }
})
