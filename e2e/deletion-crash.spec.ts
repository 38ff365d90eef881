import { createProject, expect, fillSetup, kubectl, namespaceOf, test } from './fixtures.ts'
import { claimTemplates, mounts, namesOf, objects, openSet } from './foreseen.ts'
import { startOrdinal } from './ordinal.ts'
import { startRecorder } from './recorder.ts'
import { statefulSet } from './state-manifests.ts'

const service = JSON.stringify({
  ...{ apiVersion: 'v1', kind: 'Service', metadata: { name: 'db' } },
  spec: { clusterIP: 'None', selector: { app: 'db' }, ports: [{ port: 80 }] },
})
const set = statefulSet('db', {
  replicas: 2,
  container: mounts('data'),
  spec: {
    ...claimTemplates('data'),
    serviceName: 'db',
    persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete', whenScaled: 'Delete' },
  },
})

test('killed before each change of a deletion, it comes to its end, and what was to stay stays', async ({
  browser,
}) => {
  test.setTimeout(300_000)
  /** Changes that the present process may make before it is killed at the next. */
  let allowed = 0
  let lost = Promise.withResolvers<string>()
  const isLost = (call: string) => {
    const isChange = !call.startsWith('GET ') && call.includes(`/${namespaceOf('crash-deletion')}/`)
    if (!isChange || allowed-- > 0) return false
    lost.resolve(call)
    return true
  }
  const recorder = await startRecorder(process.env.E2E_ORDINAL_KUBECONFIG ?? '', isLost)
  const settings = { KUBECONFIG: recorder.kubeconfig }
  let running = await startOrdinal(settings)
  const again = { ...settings, ORDINAL_DATA: running.data, PORT: running.port }
  try {
    const page = await (await browser.newContext({ baseURL: running.url, locale: 'en-US' })).newPage()
    await page.goto(running.setupLink)
    await fillSetup(page)
    await createProject(page, 'crash-deletion')
    kubectl('crash-deletion', ['apply', '-f', '-'], `${set}\n---\n${service}`)
    await openSet(page, 'crash-deletion', 'db', '2 of 2 ready')
    const [kept] = objects('crash-deletion', 'pvc')
    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(/^data-db-1/).check()
    await dialog.getByLabel('Service db').check()
    await dialog.getByLabel('Type db to confirm').fill('db')
    await dialog.getByRole('button', { name: 'Delete db' }).click()

    const killedAt: string[] = []
    const isOver = () => namesOf('crash-deletion', 'pvc').join() === 'data-db-0'
    while (!isOver()) {
      const call = await Promise.race([lost.promise, whenOver(isOver)])
      if (call === null) break
      killedAt.push(call.replace(/^(\w+) .*\/(\w+)\/[\w-]+(\?.*)?$/, '$1 $2'))
      await running.kill()
      expect(objects('crash-deletion', 'pvc')).toContain(kept)
      lost = Promise.withResolvers()
      allowed = 1
      running = await startOrdinal(again)
    }
    expect(new Set(killedAt)).toEqual(
      new Set([
        'PATCH statefulsets',
        'DELETE statefulsets',
        'DELETE services',
        'DELETE persistentvolumeclaims',
      ]),
    )
    await page.goto('/projects/crash-deletion/statefulsets/db')
    await expect(page.locator('[data-operation="done"]')).toBeVisible({ timeout: 30_000 })
    for (const kind of ['statefulsets', 'pods', 'services'])
      expect(namesOf('crash-deletion', kind)).toEqual([])
    expect(objects('crash-deletion', 'pvc')).toEqual([kept])
  } finally {
    await running.stop()
    recorder.close()
  }
})

async function whenOver(isOver: () => boolean): Promise<null> {
  await expect.poll(isOver, { timeout: 60_000 }).toBe(true)
  return null
}
