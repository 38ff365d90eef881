import { createProject, expect, kubectl, recorderUrl, requireAdmin, test } from './fixtures.ts'
import { setClusterDown } from './recorder.ts'
import { statefulSet } from './state-manifests.ts'

const scrape = (token: string) =>
  fetch(`${process.env.E2E_URL}/metrics`, { headers: { authorization: `Bearer ${token}` } })
const readMetrics = async () => (await scrape(process.env.E2E_METRICS_TOKEN ?? '')).text()

test('probes answer anybody; metrics answer Prometheus, and say how well the cluster is heard', async ({
  browser,
  page,
}) => {
  for (const probe of ['/healthz', '/readyz']) {
    const answer = await page.request.get(probe)
    expect(await answer.text()).toBe('ok\n')
  }
  expect((await page.request.get('/metrics')).status()).toBe(401)
  expect((await scrape('not the token')).status).toBe(401)

  const admin = await requireAdmin(browser)
  await createProject(admin, 'measured')
  kubectl('measured', ['apply', '-f', '-'], statefulSet('idle', { replicas: 0 }))
  await expect(admin.locator('[data-key="measured/idle"]')).toBeVisible()
  await expect.poll(readMetrics).toMatch(/^ordinal_statefulsets\{cluster="[^"]+",state="stopped"\} [1-9]/m)
  expect(await readMetrics()).toMatch(/^ordinal_watch_stale_seconds\{cluster="[^"]+",resource="pods"\} 0$/m)
  await setClusterDown(recorderUrl(), true)
  try {
    await expect
      .poll(readMetrics)
      .toMatch(/^ordinal_watch_stale_seconds\{cluster="[^"]+",resource="statefulsets"\} 0?\.?\d*[1-9]/m)
  } finally {
    await setClusterDown(recorderUrl(), false)
  }
})
