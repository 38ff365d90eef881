import { createProject, expect, fillSetup, importDraft, kubectl, test } from './fixtures.ts'
import { startOrdinal } from './ordinal.ts'
import { startRecorder } from './recorder.ts'

const manifest = `apiVersion: v1
kind: Service
metadata: { name: survivor }
spec: { clusterIP: None, selector: { app: survivor }, ports: [{ port: 80 }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: survivor }
spec:
  replicas: 0
  serviceName: survivor
  selector: { matchLabels: { app: survivor } }
  template:
    metadata: { labels: { app: survivor } }
    spec: { containers: [{ name: main, image: busybox:1.36 }] }
`
const names = (kind: string) =>
  kubectl('crash', [
    'get',
    kind,
    '-o',
    'jsonpath={range .items[*]}{.metadata.name} {.metadata.uid}{"\\n"}{end}',
  ])
    .split('\n')
    .filter((line) => line !== '')

test('killed between the Service and the set, it makes exactly one of each when it is asked again', async ({
  browser,
}) => {
  let isLosing = true
  const recorder = await startRecorder(
    process.env.E2E_ORDINAL_KUBECONFIG ?? '',
    (call) => isLosing && /^POST .*\/statefulsets\?(?!.*dryRun)/.test(call),
  )
  const settings = { KUBECONFIG: recorder.kubeconfig }
  const first = await startOrdinal(settings)
  let running = first
  try {
    const page = await (await browser.newContext({ baseURL: first.url, locale: 'en-US' })).newPage()
    await page.goto(first.setupLink)
    await fillSetup(page)
    await createProject(page, 'crash')
    await page.goto('/projects/crash/new-statefulset')
    await importDraft(page, manifest)
    await page.getByRole('button', { name: /Review/ }).click()
    await expect(page.locator('[data-tried="true"]')).toBeVisible()
    await page.getByRole('button', { name: 'Create', exact: true }).click()
    await expect.poll(() => names('services')).toEqual([expect.stringMatching(/^survivor /)])
    const services = names('services')
    await first.kill()
    isLosing = false

    running = await startOrdinal({ ...settings, ORDINAL_DATA: first.data, PORT: first.port })
    await page.reload()
    await expect(page.locator('[data-tried="true"]')).toBeVisible()
    await page.getByRole('button', { name: 'Create', exact: true }).click()
    await expect(page).toHaveURL(/\/projects\/crash\/statefulsets\/survivor$/)
    expect(names('services')).toEqual(services)
    expect(names('statefulsets')).toEqual([expect.stringMatching(/^survivor /)])
  } finally {
    await running.stop()
    recorder.close()
  }
})
