import type { Page } from '@playwright/test'
import { startCluster } from './cluster/cluster.ts'
import { createProject, expect, fillSetup, namespaceOf, test } from './fixtures.ts'
import { startOrdinal } from './ordinal.ts'
import { statefulSet } from './state-manifests.ts'

const counting = 'i=0; while true; do i=$((i+1)); echo "n $i"; sleep 0.1; done'

const linesOf = (page: Page) => page.getByRole('list', { name: 'Log lines' })
const says = (page: Page) => page.locator('[role=tabpanel]:not([hidden])').getByRole('status')

/** The numbers of the log so far: from 1, each once. */
async function countWhole(page: Page): Promise<number> {
  await page.getByRole('button', { name: 'Copy', exact: true }).click()
  const text = await page.evaluate(() => navigator.clipboard.readText())
  const numbers = [...text.matchAll(/^n (\d+)$/gm)].map(([, number]) => Number(number))
  expect(numbers).toEqual(numbers.map((_, index) => index + 1))
  return numbers.length
}

/** It has gone on for a while since `before`, whole. */
const expectMore = (page: Page, before: number) =>
  expect.poll(() => countWhole(page), { timeout: 60_000 }).toBeGreaterThan(before + 20)

async function ready(page: Page): Promise<void> {
  await expect(says(page)).toContainText('Connected to', { timeout: 60_000 })
  await expect(page.locator('.xterm-rows')).toContainText('#')
}

test('the API server restarts and the node goes, under an open log and an open terminal', async ({
  browser,
}) => {
  test.setTimeout(300_000)
  const cluster = await startCluster()
  const ordinal = await startOrdinal({ KUBECONFIG: cluster.ordinalKubeconfig })
  try {
    const context = await browser.newContext({ baseURL: ordinal.url, locale: 'en-US' })
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    const log = await context.newPage()
    await log.goto(ordinal.setupLink)
    await fillSetup(log)
    await createProject(log, 'outage')
    const inside = ['-n', namespaceOf('outage')]
    const set = JSON.parse(statefulSet('web', { command: counting }))
    await cluster.apply(JSON.stringify({ ...set, metadata: { ...set.metadata, namespace: inside[1] } }))
    const shell = await context.newPage()
    await shell.goto('/projects/outage/statefulsets/web')
    await expect(shell.getByText('1 of 1 ready')).toBeVisible({ timeout: 60_000 })
    await shell.goto('/projects/outage/pods/web-0/containers/main/terminal')
    await ready(shell)
    await log.goto('/projects/outage/pods/web-0/containers/main/logs?from=all')
    await expectMore(log, 0)

    const restarted = cluster.restartApiServer()
    await expect(linesOf(log).locator('[data-mark="lost"]')).toBeVisible()
    await restarted
    await expect(says(shell)).toContainText('The cluster closed the connection to the container.')
    await expectMore(log, await countWhole(log))
    await shell.getByRole('button', { name: 'Open a new one' }).click()
    await ready(shell)

    const before = await countWhole(log)
    await cluster.stopKubelet()
    await expect(says(shell)).toContainText('The cluster closed the connection to the container.')
    await shell.goto('/projects/outage/statefulsets/web')
    await expect(shell.locator('[data-blocker="nodeLost"]')).toBeVisible({ timeout: 120_000 })
    await cluster.startKubelet()
    await expect(shell.getByText('1 of 1 ready')).toBeVisible({ timeout: 120_000 })
    // What the container wrote while its node was silent is there, too.
    await expectMore(log, before + 300)
    await shell.goto('/projects/outage/pods/web-0/containers/main/terminal')
    await ready(shell)
    expect(
      JSON.parse(await cluster.kubectl(...inside, 'get', 'pod/web-0', '-o', 'json')).status,
    ).toMatchObject({ containerStatuses: [{ restartCount: 0 }] })
  } finally {
    await ordinal.stop()
    await cluster.stop()
  }
})
