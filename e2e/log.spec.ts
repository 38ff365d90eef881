import { addMember, createProject, createUser, expect, kubectl, requireAdmin, test } from './fixtures.ts'

const chatty = `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: chatty }
spec:
  serviceName: chatty
  selector: { matchLabels: { app: chatty } }
  template:
    metadata: { labels: { app: chatty } }
    spec:
      terminationGracePeriodSeconds: 1
      containers:
        - name: main
          image: busybox:1.36
          command: [sh, -c, 'i=0; while true; do i=$((i+1)); printf "\\\\033[31mline %s\\\\033[0m\\\\n" $i; sleep 0.2; done']
`

test('a log follows without escape sequences, pauses, and ends when the right to read it ends', async ({
  browser,
}) => {
  const admin = await requireAdmin(browser)
  await createProject(admin, 'chatty')
  const reader = await createUser(browser, admin, 'rita')
  await addMember(admin, 'chatty', 'rita', 'viewer')
  kubectl('chatty', ['apply', '-f', '-'], chatty)
  await admin.goto('/projects/chatty/statefulsets/chatty')
  await expect(admin.getByText('1 of 1 ready')).toBeVisible()

  await reader.goto('/projects/chatty/pods/chatty-0/containers/main/logs')
  const lines = reader.getByRole('list', { name: 'Log lines' })
  await expect(lines.getByText('line 5', { exact: true })).toBeAttached()
  await reader.getByRole('button', { name: 'Pause' }).click()
  await expect(reader.getByRole('button', { name: 'Follow' })).toBeVisible()

  const ended = reader.evaluate(async () => {
    const response = await fetch(`${location.pathname}/stream`)
    const body = response.body?.getReader()
    const start = performance.now()
    try {
      while (!(await body?.read())?.done);
    } catch {
      // An aborted stream is an ended one.
    }
    return performance.now() - start
  })
  await admin.goto('/projects/chatty/members')
  await admin.getByRole('button', { name: 'Remove rita' }).click()
  await expect(admin.getByRole('button', { name: 'Remove rita' })).toHaveCount(0)
  expect(await ended).toBeLessThan(15_000)
  const after = await reader.request.get('/projects/chatty/pods/chatty-0/containers/main/logs/stream', {
    headers: { 'Sec-Fetch-Site': 'same-origin' },
  })
  expect(after.status()).toBe(404)
})
