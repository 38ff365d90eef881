import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, fillSetup, takePicture, test } from './fixtures.ts'
import { refuseOrdinal, startOrdinal } from './ordinal.ts'

test('without a cluster it starts, says how to connect one, and notices when it is there', async ({
  page,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'ordinal-kubeconfig-'))
  const kubeconfig = join(folder, 'config')
  writeFileSync(kubeconfig, '{ not a kubeconfig')
  const ordinal = await startOrdinal({ KUBECONFIG: kubeconfig })
  try {
    await page.goto(ordinal.setupLink)
    await fillSetup(page)
    await page.goto(`${ordinal.url}/projects/new`)
    await expect(page.getByRole('heading', { name: 'The kubeconfig cannot be read' })).toBeVisible()
    const context = { cluster: 'late', user: 'late' }
    const config = {
      clusters: [{ name: 'late', cluster: { server: 'http://127.0.0.1:9' } }],
      users: [{ name: 'late', user: { token: 'x' } }],
      contexts: [{ name: 'late', context }],
      'current-context': 'late',
    }
    writeFileSync(kubeconfig, JSON.stringify(config))
    await expect(page.getByLabel('Cluster')).toHaveValue('late')
    await page.getByLabel('Name', { exact: true }).fill('Late')
    await page.getByLabel('Part of the address').fill('late')
    await page.getByLabel('Namespace', { exact: true }).fill('late')
    await page.getByRole('button', { name: 'Create project' }).click()
    await expect(page.getByRole('alert').filter({ hasText: 'cannot be reached' })).toBeVisible()
    await expect(page.getByLabel('Namespace', { exact: true })).toHaveValue('late')
  } finally {
    await ordinal.stop()
    rmSync(folder, { recursive: true })
  }
})

test('while it is away, open pages stay as they are, and go on when it is back', async ({ browser }) => {
  const folder = mkdtempSync(join(tmpdir(), 'ordinal-kubeconfig-'))
  const settings = { KUBECONFIG: join(folder, 'config') }
  writeFileSync(settings.KUBECONFIG, '{ not a kubeconfig')
  let ordinal = await startOrdinal(settings)
  const { data, port, url } = ordinal
  try {
    const context = await browser.newContext({ baseURL: url, locale: 'en-US' })
    const reading = await context.newPage()
    await reading.goto(ordinal.setupLink)
    await fillSetup(reading)
    const typing = await context.newPage()
    await typing.goto('/users')
    await typing.getByLabel('Username').fill('half-typed')
    // It reads itself every 5 s.
    await reading.goto('/projects/new')
    await reading.bringToFront()
    const unreadable = reading.getByRole('heading', { name: 'The kubeconfig cannot be read' })
    await expect(unreadable).toBeVisible()

    await ordinal.kill()
    await expect(reading.getByText('Ordinal does not answer. Trying again')).toBeVisible({ timeout: 10_000 })
    await expect(unreadable).toBeVisible()
    await takePicture(reading, 'unanswered')
    await typing.bringToFront()
    await typing.getByRole('link', { name: 'Projects', exact: true }).click()
    await expect(typing.getByText('Ordinal does not answer. Trying again')).toBeVisible()
    await expect(typing.getByLabel('Username')).toHaveValue('half-typed')

    ordinal = await startOrdinal({ ...settings, ORDINAL_DATA: data, PORT: port })
    await expect(typing).toHaveURL(`${url}/projects`)
    await expect(typing.getByText('Ordinal does not answer')).toHaveCount(0)
    await reading.bringToFront()
    await expect(reading.getByText('Ordinal does not answer')).toHaveCount(0)
    await expect(unreadable).toBeVisible()
  } finally {
    await ordinal.stop()
    rmSync(folder, { recursive: true })
  }
})

test('what it cannot start with it refuses with one sentence; its secrets are for its own eyes', async () => {
  const ordinal = await startOrdinal({ KUBECONFIG: '/nowhere' })
  try {
    const secrets = join(ordinal.data, 'secrets.json')
    expect(statSync(secrets).mode & 0o777).toBe(0o600)
    expect(readFileSync(secrets, 'utf8').length).toBeGreaterThan(64)
    expect((await fetch(`${ordinal.url}/metrics`)).status).toBe(404)
    const cases = [
      [{ ORDINAL_DATA: ordinal.data }, /^Another Ordinal \(process \d+\) is using .*\n$/],
      [
        { NEXTAUTH_SECRET: 'short' },
        /^Ordinal cannot start .*NEXTAUTH_SECRET must have at least 32 characters\.\n$/,
      ],
      [
        { DATABASE_URL: 'mysql://x' },
        /^Ordinal cannot start .*DATABASE_URL must start with postgresql:\/\/\.\n$/,
      ],
      [{ PORT: 'x' }, /^Ordinal cannot start .*PORT /],
      [
        { PORT: new URL(ordinal.url).port, ORDINAL_DATA: `${ordinal.data}/other` },
        /^Port \d+ is in use\. Set PORT to a free one\.\n$/,
      ],
    ] as const
    for (const [settings, sentence] of cases) {
      const { code, said } = await refuseOrdinal(settings)
      expect(said).toMatch(sentence)
      expect(code).toBe(1)
    }
  } finally {
    await ordinal.stop()
  }
})

test('a folder that cannot be written and a full disk are named, with what to do', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ordinal-disk-'))
  const refuseOn = async (options: string) => {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder])
    try {
      return await refuseOrdinal({ KUBECONFIG: '/nowhere', ORDINAL_DATA: join(folder, 'data') })
    } finally {
      execFileSync('umount', [folder])
    }
  }
  const readOnly = await refuseOn('ro')
  expect(readOnly.said).toMatch(/^\S+\/data cannot be written\. Let .*, or set ORDINAL_DATA .*\n$/)
  expect(readOnly.code).toBe(1)
  const full = await refuseOn('size=64k')
  expect(full.said).toMatch(/^The disk is full: \S+\/data has 0 MB left, .* Make room, .*\n$/)
  expect(full.code).toBe(1)
  rmSync(folder, { recursive: true })
})

test('a cluster that cannot be used yet is named at the start, and Ordinal goes on', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ordinal-kubeconfig-'))
  const kubeconfig = join(folder, 'config')
  const config = {
    clusters: [{ name: 'far', cluster: { server: 'https://127.0.0.1:9' } }],
    users: [{ name: 'far', user: { token: 'x' } }],
    contexts: [{ name: 'far', context: { cluster: 'far', user: 'far' } }],
    'current-context': 'far',
  }
  writeFileSync(kubeconfig, JSON.stringify(config))
  const ordinal = await startOrdinal({ KUBECONFIG: kubeconfig })
  try {
    await expect
      .poll(ordinal.said)
      .toMatch(/^The cluster cannot be used yet: 127\.0\.0\.1 is there, but nothing listens on port 9\./m)
    expect((await fetch(`${ordinal.url}/readyz`)).status).toBe(200)
  } finally {
    await ordinal.stop()
    rmSync(folder, { recursive: true })
  }
})
