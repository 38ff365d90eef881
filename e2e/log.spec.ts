import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { membersChangedAt } from './database.ts'
import {
  addMember,
  createProject,
  createUser,
  expect,
  expectAccessible,
  kubectl,
  recorderUrl,
  requireAdmin,
  takePictures,
  test,
} from './fixtures.ts'
import { setClusterDown } from './recorder.ts'
import { statefulSet } from './state-manifests.ts'
import { startWire } from './wire.ts'

const chatty = 'i=0; while true; do i=$((i+1)); printf "\\033[31mline %s\\033[0m\\n" $i; sleep 0.2; done'

/** Each run has a name and counts its lines; it dies of itself once in each pod, and says its last number when it ends. */
const counting = `r=$(cat /proc/sys/kernel/random/uuid)
i=0
trap 'echo "$r last $i"; exit 0' TERM
while true; do
  i=$((i+1))
  echo "$r $i"
  if [ $i -eq 200 ] && [ ! -e /state/died ]; then touch /state/died; echo "$r last $i"; exit 3; fi
  sleep 0.05
done`
const counter = (name: string, replicas = 1) =>
  statefulSet(name, {
    replicas,
    command: counting,
    container: { volumeMounts: [{ name: 'state', mountPath: '/state' }] },
    pod: { volumes: [{ name: 'state', emptyDir: {} }], terminationGracePeriodSeconds: 10 },
    spec: { podManagementPolicy: 'Parallel' },
  })

/** Text and bytes that try to be more than text, then a line of eight hundred thousand characters. */
const hostile = [
  `printf '\\033]0;evil title\\007before\\033]52;c;ZXZpbA==\\007after\\n'`,
  `printf '<img src=x onerror=alert(1)> \\377\\376 end\\n'`,
  `printf '{"level":"error","msg":"json","n":12345678901234567890}\\n'`,
  `printf 'WARN careful\\nneedle in it\\n'`,
  `head -c 800000 /dev/zero | tr '\\000' x; echo`,
  'i=0; while [ $i -lt 3000 ]; do i=$((i+1)); echo "filling $i"; done',
  'echo done; exec sleep 100000',
].join('; ')

async function readLog(page: Page): Promise<string[]> {
  await page.getByRole('button', { name: 'Copy', exact: true }).click()
  const text = await page.evaluate(() => navigator.clipboard.readText())
  return text.split('\n')
}

/** Runs by name: their numbers as they stand in the log, and the last one that they told of. */
function runsOf(lines: readonly string[]) {
  const runs = new Map<string, { numbers: number[]; last: number | null }>()
  for (const line of lines) {
    const [, name = '', last, number = ''] = /^([\da-f-]{36})( last)? (\d+)$/.exec(line) ?? []
    if (name === '') continue
    const run = runs.get(name) ?? { numbers: [], last: null }
    runs.set(name, run)
    if (last === undefined) run.numbers.push(Number(number))
    else run.last = Number(number)
  }
  return [...runs.values()]
}

function expectWhole(lines: readonly string[]): void {
  for (const { numbers, last } of runsOf(lines)) {
    expect(numbers).toEqual(numbers.map((_, index) => index + 1))
    if (last !== null) expect(numbers).toHaveLength(last)
  }
}

const linesOf = (page: Page) => page.getByRole('list', { name: 'Log lines' })

/** As a browser does when another tab comes before it. */
async function hide(page: Page, isHidden: boolean): Promise<void> {
  await page.evaluate(
    (value) => {
      Object.defineProperty(document, 'visibilityState', { value, configurable: true })
      document.dispatchEvent(new Event('visibilitychange'))
    },
    isHidden ? 'hidden' : 'visible',
  )
}

/** From now on each page counts how many lines it ever showed at once. */
async function countLines(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const count = () => {
      const most = Number(document.documentElement.dataset.most ?? 0)
      const lines = document.querySelectorAll('[data-line]').length
      if (lines > most) document.documentElement.dataset.most = String(lines)
    }
    new MutationObserver(count).observe(document, { childList: true, subtree: true })
  })
  return () => page.evaluate(() => Number(document.documentElement.dataset.most))
}

async function openReader(page: Page, address: string): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto(address)
}

test('a log follows without escape sequences, pauses, and ends when the right to read it ends', async ({
  browser,
}) => {
  const admin = await requireAdmin(browser)
  await createProject(admin, 'chatty')
  const reader = await createUser(browser, admin, 'rita')
  await addMember(admin, 'chatty', 'rita', 'viewer')
  kubectl('chatty', ['apply', '-f', '-'], statefulSet('chatty', { command: chatty }))
  await admin.goto('/projects/chatty/statefulsets/chatty')
  await expect(admin.getByText('1 of 1 ready')).toBeVisible()

  await reader.goto('/projects/chatty/pods/chatty-0/containers/main/logs')
  await expect(linesOf(reader).getByText('line 5', { exact: true })).toBeAttached()
  await reader.getByRole('button', { name: 'Pause' }).click()
  await expect(reader.locator('[data-log="paused"]')).toBeVisible()
  await reader.getByRole('button', { name: 'Go on' }).click()
  await expect(reader.locator('[data-log="open"]')).toBeVisible()

  const ended = reader.evaluate(async () => {
    const response = await fetch(`${location.pathname}/stream`)
    const body = response.body?.getReader()
    try {
      while (!(await body?.read())?.done);
    } catch {
      // An aborted stream is an ended one.
    }
    return Date.now()
  })
  await admin.goto('/projects/chatty/members')
  await admin.getByRole('button', { name: 'Remove rita' }).click()
  await expect(admin.getByRole('button', { name: 'Remove rita' })).toHaveCount(0)
  expect((await ended) - (await membersChangedAt('chatty'))).toBeLessThan(5000)
  await expect(reader.getByText('You may not see this any more')).toBeVisible()
  await expect(linesOf(reader)).toHaveCount(0)
  const stream = '/projects/chatty/pods/chatty-0/containers/main/logs/stream'
  const headers = { 'Sec-Fetch-Site': 'same-origin' }
  expect((await reader.request.get(stream, { headers })).status()).toBe(404)

  for (const [address, status] of [
    ['chatty-0/containers/none/logs/stream', 404],
    ['other-0/containers/main/logs/stream', 404],
    ['Chatty_0/containers/main/logs/stream', 400],
    ['..%2fchatty-0/containers/main/logs/stream', 400],
    ['chatty-0/containers/..%2fexec/logs/stream', 400],
    ['chatty-0/containers/main/logs/stream?tail=-1', 400],
    ['chatty-0/containers/main/logs/stream?since=yesterday', 400],
  ] as const) {
    const answer = await admin.request.get(`/projects/chatty/pods/${address}`, { headers })
    expect([address, answer.status()]).toEqual([address, status])
  }
})

test('a log goes on without a lost or doubled line through a restart, cuts of both sides and a new pod', async ({
  browser,
}) => {
  test.setTimeout(180_000)
  const admin = await requireAdmin(browser)
  await createProject(admin, 'counted')
  kubectl('counted', ['apply', '-f', '-'], counter('counter'))
  await admin.goto('/projects/counted/statefulsets/counter')
  await expect(admin.getByText('1 of 1 ready')).toBeVisible({ timeout: 60_000 })
  const wire = await startWire(process.env.E2E_URL ?? '')
  await openReader(
    admin,
    `${wire.url}/projects/counted/pods/counter-0/containers/main/logs?from=all&previous=1`,
  )
  await expect.poll(async () => runsOf(await readLog(admin)).length, { timeout: 60_000 }).toBe(2)

  const back = wire.cut(5000)
  await expect(admin.locator('[data-log="lost"]')).toBeVisible({ timeout: 30_000 })
  await back
  await expect(admin.locator('[data-log="open"]')).toBeVisible()
  await hide(admin, true)
  await expect(admin.locator('[data-log="resting"]')).toBeVisible({ timeout: 15_000 })
  await hide(admin, false)
  await expect(linesOf(admin).locator('[data-mark="rested"]')).toBeVisible()
  await expect(admin.locator('[data-log="open"]')).toBeVisible()
  await setClusterDown(recorderUrl(), true)
  await expect(linesOf(admin).locator('[data-mark="lost"]')).toBeVisible({ timeout: 30_000 })
  const before = (await readLog(admin)).length
  await setClusterDown(recorderUrl(), false)
  await expect
    .poll(async () => (await readLog(admin)).length, { timeout: 30_000 })
    .toBeGreaterThan(before + 20)

  kubectl('counted', ['delete', 'pod/counter-0'])
  await expect.poll(async () => runsOf(await readLog(admin)).length, { timeout: 90_000 }).toBe(4)
  const lines = await readLog(admin)
  expectWhole(lines)
  expect(runsOf(lines).map(({ last }) => last !== null)).toEqual([true, true, true, false])

  await admin.getByLabel('Search', { exact: true }).fill('last')
  await expect(admin.locator('[data-hits="3"]')).toBeVisible()
  await admin.getByLabel('Search', { exact: true }).press('Enter')
  await expect(linesOf(admin).locator('[data-current]')).toContainText('last')
  await expect(linesOf(admin).locator('[data-mark="restart"]')).toBeVisible()
  wire.close()
})

test('whatever a container writes is text; it is searched, filtered, unfolded and downloaded', async ({
  browser,
}) => {
  const admin = await requireAdmin(browser)
  await createProject(admin, 'odd-text')
  kubectl('odd-text', ['apply', '-f', '-'], statefulSet('web', { command: hostile }))
  await admin.goto('/projects/odd-text/statefulsets/web')
  await expect(admin.getByText('1 of 1 ready')).toBeVisible({ timeout: 60_000 })
  await openReader(admin, '/projects/odd-text/pods/web-0/containers/main/logs?from=all')
  await expect(linesOf(admin).getByText('done', { exact: true })).toBeVisible()
  const lines = await readLog(admin)
  expect(lines.slice(0, 4)).toEqual([
    'beforeafter',
    '<img src=x onerror=alert(1)> \ufffd\ufffd end',
    '{"level":"error","msg":"json","n":12345678901234567890}',
    'WARN careful',
  ])
  expect(lines[5]).toHaveLength(64 * 1024 - 31)
  expect(await admin.title()).not.toContain('evil')

  const search = admin.getByLabel('Search', { exact: true })
  await search.fill('needle')
  await expect(admin.locator('[data-hits="1"]')).toBeVisible()
  await search.press('Enter')
  await expect(linesOf(admin).locator('[data-current] mark')).toHaveText('needle')
  await admin.getByLabel('Only these lines').check()
  await expect(linesOf(admin).getByRole('listitem')).toHaveCount(1)
  const mostLines = await countLines(admin)
  await admin.reload()
  await expect(linesOf(admin).getByRole('listitem')).toHaveText(['needle in it'])
  expect(await mostLines()).toBe(1)
  await search.fill('(x+x+)+y')
  await admin.getByRole('button', { name: 'Regular expression' }).click()
  await expect(admin.getByText('This expression takes too long; it was stopped.')).toBeVisible()
  await search.fill('[')
  await expect(admin.getByText('This is no regular expression.')).toBeVisible()
  await search.fill('')
  await admin.getByLabel('Level', { exact: true }).selectOption('error')
  await expect(linesOf(admin).getByRole('listitem')).toHaveCount(1)
  await admin.getByLabel('Unfold JSON', { exact: true }).check()
  await expect(linesOf(admin).getByText('"n": 12345678901234567890')).toBeVisible()
  await expectAccessible(admin)
  await takePictures(admin, 'log', admin.locator('[data-line]').last())
  await admin.goto('/projects/odd-text/pods/web-0/containers/main/logs?from=tail100')
  await expect(admin.locator('[data-lines="100"]')).toBeVisible()
  await admin.getByRole('button', { name: 'Load older lines' }).click()
  await expect(admin.locator('[data-lines="3007"]')).toBeVisible()
  expect((await readLog(admin))[0]).toBe('beforeafter')

  const saved = admin.waitForEvent('download')
  await admin.getByRole('button', { name: 'Download' }).click()
  const file = readFileSync(await (await saved).path())
  expect(file.length).toBeGreaterThan(800_000)
  expect(file.toString()).toBe(kubectl('odd-text', ['logs', 'web-0']))
  await expect(admin.getByText(/^Saved 3,007 lines/)).toBeVisible()
})

test('the log of a set is one: by ordinal, with pods that come and go', async ({ browser }) => {
  test.setTimeout(150_000)
  const admin = await requireAdmin(browser)
  await createProject(admin, 'setlog')
  kubectl('setlog', ['apply', '-f', '-'], counter('web', 3))
  await admin.goto('/projects/setlog/statefulsets/web')
  await expect(admin.getByText('3 of 3 ready')).toBeVisible({ timeout: 60_000 })
  await openReader(admin, '/projects/setlog/statefulsets/web')
  await admin.getByRole('link', { name: 'Log', exact: true }).click()
  await expect(admin).toHaveURL(/\/web\/logs$/)
  await admin.goto('/projects/setlog/statefulsets/web/logs?from=all&previous=1')
  const ordinals = admin.getByRole('group', { name: 'Ordinals that are shown' })
  await expect(ordinals.getByRole('button')).toHaveCount(3)
  await expect.poll(async () => runsOf(await readLog(admin)).length, { timeout: 60_000 }).toBe(6)
  kubectl('setlog', ['scale', 'statefulset/web', '--replicas=4'])
  await expect(ordinals.getByRole('button', { name: '3' })).toBeVisible({ timeout: 30_000 })
  await expect.poll(async () => runsOf(await readLog(admin)).length, { timeout: 60_000 }).toBeGreaterThan(6)
  kubectl('setlog', ['scale', 'statefulset/web', '--replicas=2'])
  await expect
    .poll(async () => runsOf(await readLog(admin)).filter((run) => run.last !== null).length, {
      timeout: 60_000,
    })
    .toBeGreaterThanOrEqual(5)
  expectWhole(await readLog(admin))

  await ordinals.getByRole('button', { name: '0' }).dblclick()
  await expect(admin).toHaveURL(/hidden=/)
  await expect(linesOf(admin).getByText('web-1', { exact: true })).toHaveCount(0)
  await expect(linesOf(admin).getByText('web-0', { exact: true }).first()).toBeVisible()
  await admin.reload()
  await expect(linesOf(admin).getByText('web-0', { exact: true }).first()).toBeVisible()
  await expect(linesOf(admin).getByText('web-1', { exact: true })).toHaveCount(0)
  await admin.getByRole('button', { name: 'Show all' }).click()
  await expect(linesOf(admin).getByText('web-1', { exact: true }).first()).toBeVisible()
  await admin.getByLabel('Times').check()
  await expectAccessible(admin)
  await takePictures(admin, 'set-log', admin.locator('[data-line]').last())
})
