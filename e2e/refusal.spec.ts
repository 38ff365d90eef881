import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { addMember, createProject, createUser, expect, recorderUrl, requireAdmin, test } from './fixtures.ts'
import { readCalls } from './recorder.ts'

const addresses = [
  '',
  '/statefulsets',
  '/statefulsets/web',
  '/statefulsets/web/events',
  '/statefulsets/web/volumes',
  '/volumes',
  '/statefulsets/web/revisions?from=web-1&to=web-2',
  '/new-statefulset',
  '/members',
  '/pods/web-0/containers/main/logs',
  '/pods/web-0/containers/main/terminal',
]
/** Read by scripts of our own pages alone. */
const streams = [
  '/statefulsets/web/live?show=events',
  '/statefulsets/web/live?show=volumes',
  '/volumes/live',
  '/statefulsets/web/foresight?operation=delete',
  '/pods/web-0/containers/main/logs/stream',
  '/pods/web-0/containers/main/logs/search?text=x',
  '/pods/web-0/containers/main/files?uid=u&path=/etc/passwd&kind=file',
]

/** The ids under which the built server answers raw posts. */
function actionIds(): string[] {
  const file = join(import.meta.dirname, '..', '.next', 'server', 'server-reference-manifest.json')
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as { node: Record<string, unknown> }
  return Object.keys(manifest.node)
}

/** What may differ between two answers about nothing: the address itself, and what is drawn anew each time. */
function withoutChance(text: string, slug: string): string {
  return text
    .replaceAll(slug, 'SLUG')
    .replace(/nonce="[^"]*"|"nonce":"[^"]*"|[\w+/=-]{20,}|\d{10,}|\$D[\dTZ:.-]+/g, '')
}

async function postAction(page: Page, id: string, args: unknown[]): Promise<string> {
  const response = await page.request.post('/projects', {
    headers: {
      'Next-Action': id,
      'Content-Type': 'text/plain;charset=UTF-8',
      'Sec-Fetch-Site': 'same-origin',
    },
    data: JSON.stringify(args),
    maxRedirects: 0,
  })
  return response.status() === 200 ? response.text() : String(response.status())
}

test('a foreign project looks like a missing one, and the cluster is not asked', async ({ browser }) => {
  const admin = await requireAdmin(browser)
  await createProject(admin, 'secret-a')
  await createProject(admin, 'other-b')
  const stranger = await createUser(browser, admin, 'bob')
  await addMember(admin, 'other-b', 'bob', 'owner')
  const before = (await readCalls(recorderUrl())).length

  for (const address of addresses) {
    for (const headers of [{}, { RSC: '1' }]) {
      const foreign = await stranger.request.get(`/projects/secret-a${address}`, { headers })
      const missing = await stranger.request.get(`/projects/secret-z${address}`, { headers })
      expect(foreign.status(), address).toBe(missing.status())
      // A client-side navigation carries the not-found page in an answer of 200.
      if (!('RSC' in headers)) expect(foreign.status(), address).toBe(404)
      expect(withoutChance(await foreign.text(), 'secret-a')).toBe(
        withoutChance(await missing.text(), 'secret-z'),
      )
    }
  }
  const headers = { 'Sec-Fetch-Site': 'same-origin' }
  for (const stream of streams) {
    const address = `/projects/secret-a${stream}`
    expect((await stranger.request.get(address, { headers })).status(), stream).toBe(404)
    expect((await stranger.request.get(address)).status(), stream).toBe(403)
  }
  const calls = (await readCalls(recorderUrl())).slice(before)
  expect(calls.filter((call) => call.includes('secret-a'))).toEqual([])
})

test('raw action posts by viewer, stranger and anonymous change nothing', async ({ browser, request }) => {
  // Some thousands of posts: every action with every input by everybody.
  test.setTimeout(600_000)
  const admin = await requireAdmin(browser)
  await createProject(admin, 'raw-posts')
  const viewer = await createUser(browser, admin, 'vera')
  await addMember(admin, 'raw-posts', 'vera', 'viewer')
  const stranger = await createUser(browser, admin, 'stan')
  const anonymous = await (await browser.newContext({ baseURL: process.env.E2E_URL ?? '' })).newPage()
  const before = (await readCalls(recorderUrl())).length

  const retained = { whenScaled: 'Retain', whenDeleted: 'Retain' }
  const mounts = [{ container: 'main', mountPath: '/logs' }]
  const template = { template: 'logs', size: '1Gi', className: '', accessMode: 'ReadWriteOnce', mounts }
  const losing = [{ name: 'data-web-0', uid: 'x' }]
  const inputs = [
    { name: 'web', uid: 'x', replicas: 0, from: 2, losing },
    { name: 'web', uid: 'x', losing },
    { name: 'web', uid: 'x', base: 'kind: x', manifest: 'kind: y', losing },
    { name: 'web', uid: 'x', confirmation: 'web', mode: 'background', claims: [], companions: [] },
    { manifest: 'apiVersion: apps/v1', requestId: '5b0f7f0e-7d0c-4b8c-9a3e-0d7a5a1f3c11', skip: [] },
    { name: 'web', uid: 'x', sizes: { data: '2Gi' }, acceptsManagers: true },
    { name: 'web', uid: 'x', whenScaled: 'Delete', whenDeleted: 'Delete', seen: retained },
    { name: 'web', uid: 'x', ...template, acceptsManagers: true },
    { name: 'data-web-0', uid: 'x', confirmation: 'data-web-0' },
    { set: { name: 'web', uid: 'x' }, resource: 'services', name: 'web', uid: 'x', confirmation: 'web' },
    { title: '', content: '', pending: '' },
    { id: '5b0f7f0e-7d0c-4b8c-9a3e-0d7a5a1f3c11' },
    { id: '5b0f7f0e-7d0c-4b8c-9a3e-0d7a5a1f3c11', version: 1, title: '', content: '', pending: '' },
    { slug: 'raw-posts', policy: {} },
    { pod: 'web-0', uid: 'x', container: 'main', variable: 'PASSWORD' },
    { username: 'stan', role: 'owner' },
    { username: 'stan' },
    { username: 'eve', displayName: 'Eve', isAdmin: true },
    { displayName: 'x', slug: 'x', cluster: 'test', namespace: 'x', createNamespace: true },
  ]
  for (const id of actionIds()) {
    for (const input of inputs) {
      const posts = [viewer, stranger, anonymous].flatMap((page) =>
        [['raw-posts', input], [input]].map((args) => postAction(page, id, args)),
      )
      expect((await Promise.all(posts)).filter((answer) => answer.includes('"ok":true'))).toEqual([])
    }
  }
  const calls = (await readCalls(recorderUrl())).slice(before)
  expect(calls.filter((call) => call.includes('raw-posts') || !call.startsWith('GET '))).toEqual([])
  const cross = await request.post('/projects', {
    headers: {
      'Next-Action': actionIds()[0] ?? '',
      Origin: 'https://evil.example',
      'Sec-Fetch-Site': 'cross-site',
    },
    data: '[]',
    maxRedirects: 0,
  })
  expect(await cross.text()).not.toContain('"ok":true')
})

test('a viewer sees a project without its controls', async ({ browser }) => {
  const admin = await requireAdmin(browser)
  await createProject(admin, 'look-only')
  const viewer = await createUser(browser, admin, 'walt')
  await addMember(admin, 'look-only', 'walt', 'viewer')
  await viewer.goto('/projects/look-only/statefulsets')
  await expect(viewer.getByRole('heading', { name: 'No StatefulSets yet' })).toBeVisible()
  await expect(viewer.getByRole('link', { name: 'Create StatefulSet' })).toHaveCount(0)
  expect((await viewer.request.get('/projects/look-only/new-statefulset')).status()).toBe(404)
  expect((await viewer.request.get('/projects/look-only/members')).status()).toBe(404)
  expect((await viewer.request.get('/users')).status()).toBe(404)
})
