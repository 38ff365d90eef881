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
import { statefulSet } from './state-manifests.ts'

/** Forty thousand lines, with one to be found far from the end; then, from time to time, one more. */
const long = [
  'i=0; while [ $i -lt 20000 ]; do i=$((i+1)); echo "request $i was served"; done',
  'echo "WARN needle in the haystack"',
  'while [ $i -lt 40000 ]; do i=$((i+1)); echo "request $i was served"; done',
  'echo done; while true; do sleep 1; echo later; done',
].join('; ')

const linesOf = (page: Page) => page.getByRole('list', { name: 'Log lines' })
const found = (page: Page) => page.getByRole('region', { name: 'Found in the whole log' })

test('what is far from the end of a log is found in the whole of it, and a hit leads to its place', async ({
  browser,
}) => {
  const admin = await requireAdmin(browser)
  await createProject(admin, 'haystack')
  kubectl('haystack', ['apply', '-f', '-'], statefulSet('web', { command: long }))
  kubectl('haystack', ['wait', '--for=create', 'pod/web-0', '--timeout=60s'])
  kubectl('haystack', ['wait', '--for=condition=Ready', 'pod/web-0', '--timeout=60s'])
  await admin.goto('/projects/haystack/pods/web-0/containers/main/logs?from=tail100')
  await expect(linesOf(admin).getByText('later', { exact: true }).first()).toBeVisible({ timeout: 60_000 })

  const search = admin.getByLabel('Search', { exact: true })
  await search.fill('needle')
  await expect(admin.locator('[data-hits="0"]')).toBeVisible()
  await admin.getByRole('button', { name: 'Search the whole log' }).click()
  await expect(found(admin)).toHaveAttribute('data-whole', 'whole')
  await expect(found(admin)).toHaveAttribute('data-count', '1')
  await expect(found(admin).getByRole('listitem')).toContainText('20,001')
  await expectAccessible(admin)
  await found(admin).getByRole('listitem').getByRole('button').click()
  await expect(admin).toHaveURL(/from=at&at=/)
  await expect(linesOf(admin).locator('[data-current] mark')).toHaveText('needle')
  await expect(linesOf(admin).getByText('request 20000 was served')).toBeVisible()
  await expect(linesOf(admin).getByText('request 20001 was served')).toBeVisible()
  await admin.reload()
  await expect(linesOf(admin).locator('[data-current] mark')).toHaveText('needle')
  await takePictures(admin, 'log-search', admin.locator('[data-whole] li').first(), () =>
    admin.getByRole('button', { name: /Search the whole log|搜索完整日志/ }).click(),
  )

  await search.fill('request \\d+000 was')
  await admin.getByRole('button', { name: 'Regular expression' }).click()
  await admin.getByRole('button', { name: 'Search the whole log' }).click()
  await expect(found(admin)).toHaveAttribute('data-count', '40')
  await expect(found(admin).getByRole('listitem')).toHaveCount(40)
  await search.fill('(\\w+\\s?)+!')
  await admin.getByRole('button', { name: 'Search the whole log' }).click()
  await expect(found(admin)).toHaveAttribute('data-whole', 'slow')
  await expect(found(admin)).toContainText('this expression takes too long')
  await admin.getByRole('button', { name: 'Close what was found' }).click()
  await expect(found(admin)).toHaveCount(0)

  const headers = { 'Sec-Fetch-Site': 'same-origin' }
  for (const [address, status] of [
    ['web-0/containers/main/logs/search', 400],
    ['web-0/containers/main/logs/search?text=', 400],
    ['web-0/containers/main/logs/search?text=[&isRegex=true', 400],
    [`web-0/containers/main/logs/search?text=${'x'.repeat(1001)}`, 400],
    ['web-0/containers/main/logs/search?text=x&level=loud', 400],
    ['web-0/containers/none/logs/search?text=x', 404],
    ['other-0/containers/main/logs/search?text=x', 404],
    ['Web_0/containers/main/logs/search?text=x', 400],
    ['..%2fweb-0/containers/main/logs/search?text=x', 400],
    ['web-0/containers/..%2fexec/logs/search?text=x', 400],
  ] as const) {
    const answer = await admin.request.get(`/projects/haystack/pods/${address}`, { headers })
    expect([address, answer.status()]).toEqual([address, status])
  }
})
