import {
  addMember,
  createProject,
  createUser,
  expect,
  expectAccessible,
  kubectl,
  requireAdmin,
  takePictures,
  test,
} from './fixtures.ts'
import { statefulSet } from './state-manifests.ts'

const secret = JSON.stringify({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'database' },
  stringData: { password: 'hunter2-never-shown' },
})
const web = statefulSet('web', {
  command: 'exec sleep 100000',
  container: {
    env: [
      { name: 'MODE', value: 'primary' },
      { name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'database', key: 'password' } } },
      { name: 'NODE', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } },
    ],
    envFrom: [{ secretRef: { name: 'database' }, prefix: 'DB_' }],
    resources: { requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '32Mi' } },
    readinessProbe: {
      exec: { command: ['sh', '-c', 'test -e /state/ready || { echo no quorum; exit 1; }'] },
      periodSeconds: 1,
      failureThreshold: 2,
    },
    volumeMounts: [{ name: 'state', mountPath: '/state' }],
  },
  pod: {
    volumes: [{ name: 'state', emptyDir: {} }],
    initContainers: [{ name: 'prepare', image: 'busybox:1.36', command: ['true'] }],
  },
})

test('the page of a pod follows its containers, probes and ends, and goes on with the next pod', async ({
  browser,
}) => {
  test.setTimeout(150_000)
  const admin = await requireAdmin(browser)
  await createProject(admin, 'podpage')
  const viewer = await createUser(browser, admin, 'vito')
  await addMember(admin, 'podpage', 'vito', 'viewer')
  kubectl('podpage', ['apply', '-f', '-'], [secret, web].join('\n---\n'))
  await viewer.goto('/projects/podpage/statefulsets/web')
  await expect(viewer.locator('tr[data-ordinal="0"]')).toHaveAttribute('data-state', /starting|failing/)
  await viewer.getByRole('list', { name: 'Ordinals' }).getByRole('link').first().click()
  await expect(viewer).toHaveURL(/\/pods\/web-0$/)
  await viewer.evaluate(() => Object.assign(window, { isSamePage: true }))
  const main = viewer.locator('[data-container="main"]')
  await expect(main.locator('[data-word="unready"]')).toBeVisible({ timeout: 60_000 })
  await expect(viewer.locator('[data-trouble="unready"]')).toContainText('no quorum', { timeout: 30_000 })
  await expect(viewer.locator('[data-container="prepare"]')).toContainText('done · Completed')
  await expect(viewer.locator('[data-condition="Ready"][data-true="false"]')).toBeVisible()
  await expect(viewer.locator('[data-volume="state"]')).toContainText('/state in main')
  await expectAccessible(viewer)
  await takePictures(viewer, 'pod', main)
  await viewer.evaluate(() => Object.assign(window, { isSamePage: true }))

  kubectl('podpage', ['exec', 'web-0', '-c', 'main', '--', 'touch', '/state/ready'])
  await expect(main.locator('[data-word="running"]')).toBeVisible({ timeout: 30_000 })
  await expect(viewer.locator('[data-trouble]')).toHaveCount(0)
  await viewer.getByRole('link', { name: 'main', exact: true }).click()
  await expect(viewer).toHaveURL(/\/containers\/main$/)
  await expect(viewer.locator('[data-probe="readiness"]')).toContainText('no quorum')
  await expect(viewer.locator('[data-env="MODE"]')).toContainText('primary')
  await expect(viewer.locator('[data-env="PASSWORD"]')).toContainText('Secret')
  await expect(viewer.locator('[data-env="PASSWORD"]')).toContainText('database/password')
  await expect(viewer.locator('[data-env="NODE"]')).toContainText('spec.nodeName')
  await expect(viewer.locator('[data-fact="memory"]')).toContainText('16Mi requested · 32Mi at most')
  await expectAccessible(viewer)
  await takePictures(viewer, 'container', viewer.locator('[data-env="MODE"]'))
  await viewer.goto('/projects/podpage/pods/web-0')
  await viewer.evaluate(() => Object.assign(window, { isSamePage: true }))

  kubectl('podpage', ['delete', 'pod/web-0'])
  await expect(viewer.locator('[data-another]')).toBeVisible({ timeout: 60_000 })
  expect(await viewer.evaluate(() => 'isSamePage' in window)).toBe(true)
  await viewer.getByRole('link', { name: 'Events', exact: true }).click()
  await expect(viewer.locator('[data-event="Started"]').first()).toBeVisible({ timeout: 30_000 })
  await viewer.getByRole('link', { name: 'Manifest' }).click()
  await expect(viewer.getByText('name: PASSWORD')).toBeVisible()
  await expect(viewer.getByText('hunter2')).toHaveCount(0)

  for (const [address, status] of [
    ['pods/web-7', 404],
    ['pods/web-0/containers/none', 404],
    ['pods/..%2f..%2fsecrets', 404],
    ['pods/web-0/live', 200],
  ] as const) {
    const answer = await viewer.evaluate(
      (path) => fetch(`/projects/podpage/${path}`).then(({ status }) => status),
      address,
    )
    expect([address, answer]).toEqual([address, status])
  }

  await admin.goto('/projects/podpage/members')
  await admin.getByRole('button', { name: 'Remove vito' }).click()
  await expect(viewer.getByText('You may not see this any more')).toBeVisible()
  await expect(viewer.getByText('name: PASSWORD')).toHaveCount(0)
})

test('how a container ended is said in words, and how it ended before', async ({ browser }) => {
  test.setTimeout(150_000)
  const admin = await requireAdmin(browser)
  await createProject(admin, 'ends')
  const eater = {
    command: 'x=aaaaaaaaaaaaaaaa; while true; do x=$x$x; done',
    container: { resources: { limits: { memory: '24Mi' } } },
  }
  const sets = [
    statefulSet('eater', eater),
    statefulSet('killed', { command: 'exit 137' }),
    statefulSet('asked', { command: 'exit 143' }),
    statefulSet('lost', { command: 'no-such-command' }),
  ]
  kubectl('ends', ['apply', '-f', '-'], sets.join('\n---\n'))
  for (const [pod, word] of [
    ['eater-0', 'outOfMemory'],
    ['killed-0', 'killed'],
    ['asked-0', 'asked'],
    ['lost-0', 'notFound'],
  ]) {
    await expect
      .poll(
        async () => {
          await admin.goto(`/projects/ends/pods/${pod}`)
          return admin.locator(`[data-exit="${word}"]`).count()
        },
        { timeout: 60_000 },
      )
      .toBeGreaterThan(0)
  }
  // One that ends again and again is known with its ends as long as this Ordinal sees them.
  await admin.goto('/projects/ends/pods/killed-0')
  const history = admin.locator('[data-history="main"]')
  await expect
    .poll(() => history.locator('[data-entry="ended"] [data-exit="killed"]').count(), { timeout: 60_000 })
    .toBeGreaterThan(1)
  await expect(history.locator('[data-forgotten="0"]')).toBeVisible()
  await expect(history.locator('[data-entry="told"]').filter({ hasText: 'BackOff' }).first()).toBeVisible()
  await expectAccessible(admin)
  await takePictures(admin, 'pod-history', history)
})
