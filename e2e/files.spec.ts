import { createHash, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { membersChangedAt, queryDatabase } from './database.ts'
import {
  addMember,
  createProject,
  createUser,
  expect,
  expectAccessible,
  kubectl,
  requireAdmin,
  test,
} from './fixtures.ts'
import { statefulSet } from './state-manifests.ts'

const sets = [
  statefulSet('tools'),
  statefulSet('bare', { container: { image: 'bare:1', command: ['/sleep', '100000'] } }),
].join('\n---\n')

/** A project of its own for each process: after a failure there is another one. */
const slug = `files-${process.pid}`
const address = (pod: string) => `/projects/${slug}/pods/${pod}/containers/main/terminal`
const says = (page: Page) => page.locator('[role=tabpanel]:not([hidden])').getByRole('status')
const screen = (page: Page) => page.locator('[role=tabpanel]:not([hidden]) .xterm-rows')
const inside = (...command: string[]) => kubectl(slug, ['exec', 'tools-0', '--', ...command])
const sum = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

let admin: Page
let isMade = false

async function openFiles(pod: string): Promise<void> {
  await admin.goto(address(pod))
  await admin.getByRole('button', { name: 'Files of the container' }).click()
}

async function goTo(folder: string): Promise<void> {
  await admin.getByRole('textbox', { name: 'Folder' }).fill(folder)
  await admin.getByRole('textbox', { name: 'Folder' }).press('Enter')
}

const upload = (name: string, buffer: Buffer) =>
  admin.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer })

async function fetchFile(name: string): Promise<Buffer> {
  const downloading = admin.waitForEvent('download')
  await admin.getByRole('button', { name: `Download ${name}`, exact: true }).click()
  return readFileSync(await (await downloading).path())
}

test.beforeEach(async ({ browser }) => {
  admin = await requireAdmin(browser)
  if (isMade) return
  isMade = true
  await createProject(admin, slug)
  kubectl(slug, ['apply', '-f', '-'], sets)
  for (const pod of ['tools-0', 'bare-0']) {
    kubectl(slug, ['wait', '--for=create', `pod/${pod}`, '--timeout=60s'])
    kubectl(slug, ['wait', '--for=condition=Ready', `pod/${pod}`, '--timeout=60s'])
  }
})

test('20 MB go in and come out as they were', async () => {
  const bytes = randomBytes(20 * 1024 * 1024)
  await openFiles('tools-0')
  await expect(admin.getByRole('button', { name: 'etc', exact: true })).toBeVisible()
  await goTo('/tmp')
  await expect(admin.getByText('Nothing is in this folder')).toBeVisible()
  await upload('big.bin', bytes)
  await expect(admin.locator('[data-upload="stored"]')).toBeVisible({ timeout: 60_000 })
  expect(inside('sha256sum', '/tmp/big.bin')).toContain(sum(bytes))
  await expect(admin.locator('[data-file="big.bin"]')).toContainText('20Mi')
  expect(sum(await fetchFile('big.bin'))).toBe(sum(bytes))
})

test('a file of the name is not replaced unasked, and names are names', async () => {
  const names = ['-rf', '$(touch owned)', '; touch owned', '<img src=x onerror=alert(1)>', '数据 *.txt']
  inside('mkdir', '/tmp/odd')
  inside('touch', '/tmp/odd/two\nlines')
  await openFiles('tools-0')
  await goTo('/tmp/odd')
  await expect(admin.locator('[data-file]')).toHaveCount(1)
  for (const name of names) {
    await upload(name, Buffer.from(`content of ${name}`))
    await expect(admin.locator(`[data-file='${name}']`)).toBeVisible()
  }
  await expectAccessible(admin)
  for (const name of names) expect((await fetchFile(name)).toString()).toBe(`content of ${name}`)
  await upload('-rf', Buffer.from('another'))
  await expect(admin.getByText('A file of this name is there.')).toBeVisible()
  expect((await fetchFile('-rf')).toString()).toBe('content of -rf')
  await admin.getByRole('button', { name: 'Replace it' }).click()
  await expect.poll(() => inside('cat', '/tmp/odd/-rf')).toBe('another')
  expect(inside('ls', '-A', '/tmp/odd').split('\n')).not.toContain('owned')
  await goTo('/tmp')
  const archive = await fetchFile('odd')
  expect(archive.includes('./odd/-rf')).toBe(true)
})

test('without tar a file is stored by other means, which is said; what cannot be read is said', async () => {
  inside('rm', '/bin/tar')
  await openFiles('tools-0')
  await goTo('/tmp')
  await expect(admin.locator('[data-file="odd"]')).toBeVisible()
  await upload('plain.bin', randomBytes(300_000))
  await expect(admin.getByText('Stored by cp, since the image has no tar')).toBeVisible()
  await admin.getByRole('button', { name: 'Download odd', exact: true }).click()
  await expect(admin.getByText('the image has no tar. Single files can be taken')).toBeVisible()
  await goTo('/nowhere')
  await expect(admin.getByText('The container refused: No such file or directory')).toBeVisible()
  await openFiles('bare-0')
  await expect(admin.getByText('The image has no program that could do this')).toBeVisible()
})

test('an image without a shell gets a debug container, which is said to stay', async () => {
  await admin.goto(address('bare-0'))
  await expect(says(admin)).toContainText('This image has no shell')
  await admin.getByRole('button', { name: 'Debug container …' }).click()
  const dialog = admin.getByRole('dialog')
  await expect(dialog).toContainText('it stays in bare-0 until the pod is deleted')
  await expectAccessible(admin)
  await dialog.getByRole('button', { name: 'Add to the pod' }).click()
  await expect(admin.getByRole('tab', { selected: true })).toContainText('debug-')
  await expect(says(admin)).toContainText('Connected to')
  await admin.locator('[role=tabpanel]:not([hidden]) .xterm-screen').click()
  await admin.keyboard.type('ls /proc/1/root; echo end-$((1+1))\n')
  await expect(screen(admin)).toContainText('end-2')
  await expect(screen(admin)).toContainText('sleep')
  await admin.getByRole('button', { name: 'New terminal' }).click()
  await admin.getByRole('menuitem', { name: 'Debug container …' }).click()
  await expect(admin.getByRole('dialog')).toContainText('Added before')
})

test('a download ends when the right to it is lost, and the record says why', async ({ browser }) => {
  inside('sh', '-c', 'head -c 100000000 /dev/zero > /tmp/huge')
  const member = await createUser(browser, admin, `olga-${process.pid}`)
  await addMember(admin, slug, `olga-${process.pid}`, 'operator')
  await member.goto(`/projects/${slug}/statefulsets`)
  const uid = kubectl(slug, ['get', 'pod/tools-0', '-o', 'jsonpath={.metadata.uid}'])
  const ended = member.evaluate(
    async (file) => {
      const response = await fetch(file)
      const body = response.body?.getReader()
      await body?.read()
      await new Promise((resolve) => addEventListener('read-on', resolve, { once: true }))
      try {
        while (!(await body?.read())?.done);
      } catch {
        return 'broken off'
      }
      return response.status
    },
    `${address('tools-0').replace('/terminal', '/files')}?path=/tmp/huge&kind=file&uid=${uid}`,
  )
  const record = () =>
    queryDatabase(
      `SELECT outcome, "errorCode", extract(epoch FROM "finishedAt") * 1000 AS over FROM "AuditEvent"
       WHERE "projectSlug" = $1 AND details->>'kind' = 'download' AND "actorName" = $2`,
      [slug, `olga-${process.pid}`],
    )
  await expect.poll(async () => (await record())[0]?.outcome).toBe('started')
  await admin.goto(`/projects/${slug}/members`)
  await admin.getByRole('button', { name: `Remove olga-${process.pid}` }).click()
  await expect
    .poll(async () => (await record())[0], { timeout: 15_000 })
    .toMatchObject({ outcome: 'failed', errorCode: 'not_found' })
  expect(Number((await record())[0]?.over) - (await membersChangedAt(slug))).toBeLessThan(5000)
  await member.evaluate(() => dispatchEvent(new Event('read-on')))
  expect(await ended).toBe('broken off')
})

test('the record has each of these, from its beginning to its end, and nothing that was in them', async () => {
  await admin.goto(`/projects/${slug}/statefulsets`)
  const sql = `SELECT details->>'kind' AS kind, outcome, "finishedAt" IS NOT NULL AS over, "actorName", details::text AS text
    FROM "AuditEvent" WHERE "projectSlug" = $1 AND action = 'pod:terminal'`
  const rows = await queryDatabase(sql, [slug])
  expect(rows.some(({ kind }) => kind === 'shell')).toBe(true)
  // A shell that was left ends after a minute.
  const done = rows.filter(({ kind, outcome, over }) => kind !== 'shell' && outcome === 'succeeded' && over)
  expect([...new Set(done.map(({ kind }) => kind))].sort()).toEqual(['debug', 'download', 'upload'])
  expect(new Set(rows.map(({ actorName }) => actorName))).toEqual(new Set(['admin', `olga-${process.pid}`]))
  expect(JSON.stringify(rows)).not.toContain('content of')
})
