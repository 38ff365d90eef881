import { join } from 'node:path'
import { Client } from 'pg'
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

const value = 'hunter2-correct-horse'
const secret = JSON.stringify({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'database' },
  stringData: { password: value, other: 'never-asked-for' },
})
const web = statefulSet('web', {
  container: {
    env: [
      { name: 'MODE', value: 'primary' },
      { name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'database', key: 'password' } } },
    ],
  },
})
const page = '/projects/revealed/pods/web-0/containers/main'

async function auditOf(projectSlug: string): Promise<string[]> {
  const client = new Client({ connectionString: process.env.E2E_DATABASE })
  await client.connect()
  const sql = `SELECT "actorName", target, outcome, "errorCode", details FROM "AuditEvent"
    WHERE "projectSlug" = $1 AND action = 'pod:reveal' ORDER BY "startedAt"`
  const { rows } = await client.query(sql, [projectSlug]).finally(() => client.end())
  return rows.map((row: Record<string, unknown>) => JSON.stringify(row))
}

test('an owner reveals one value where the operator allows it; it is hidden soon, recorded, and for nobody else', async ({
  browser,
}) => {
  const admin = await requireAdmin(browser)
  await createProject(admin, 'revealed')
  const [owner, operator, viewer] = [
    await createUser(browser, admin, 'rhea'),
    await createUser(browser, admin, 'rolf'),
    await createUser(browser, admin, 'vida'),
  ]
  await addMember(admin, 'revealed', 'rhea', 'owner')
  await addMember(admin, 'revealed', 'rolf', 'operator')
  await addMember(admin, 'revealed', 'vida', 'viewer')
  kubectl('revealed', ['apply', '-f', '-'], [secret, web].join('\n---\n'))
  kubectl('revealed', ['wait', '--for=create', 'pod/web-0', '--timeout=60s'])

  await owner.goto(page)
  const row = owner.locator('[data-env="PASSWORD"]')
  await row.getByRole('button', { name: 'Reveal PASSWORD' }).click()
  await expect(row.getByRole('alert')).toContainText('not allowed to Ordinal in this namespace')

  kubectl('revealed', ['apply', '-f', join(import.meta.dirname, '../deploy/clusterrole-secret-values.yaml')])
  const binding = ['--clusterrole=ordinal-secret-values', '--user=ordinal']
  kubectl('revealed', ['create', 'rolebinding', 'secret-values', ...binding])
  const answered = owner.waitForResponse((response) => response.request().method() === 'POST')
  await expect
    .poll(async () => {
      if (await row.getByText(value).isVisible()) return true
      await row.getByRole('button', { name: 'Reveal PASSWORD' }).click()
      return false
    })
    .toBe(true)
  const answer = await answered
  expect(answer.headers()['cache-control']).toContain('no-store')
  await expect(row).toContainText('Hidden again in 30 s')
  await expect(owner.getByText('never-asked-for')).toHaveCount(0)
  await expectAccessible(owner)
  await row.getByRole('button', { name: 'Hide PASSWORD' }).click()
  await expect(owner.getByText(value)).toHaveCount(0)
  expect(await (await owner.request.get(page)).text()).not.toContain(value)
  await takePictures(owner, 'revealed', row.getByText(value), () =>
    row.getByRole('button', { name: /PASSWORD/ }).click(),
  )

  await owner.clock.install()
  await owner.goto(page)
  await row.getByRole('button', { name: 'Reveal PASSWORD' }).click()
  await expect(row.getByText(value)).toBeVisible()
  await owner.clock.fastForward(31_000)
  await expect(owner.getByText(value)).toHaveCount(0)
  await row.getByRole('button', { name: 'Reveal PASSWORD' }).click()
  await expect(row.getByText(value)).toBeVisible()
  await owner.getByRole('link', { name: 'web-0', exact: true }).first().click()
  await expect(owner).toHaveURL(/\/pods\/web-0$/)
  await owner.goBack()
  await expect(row).toBeVisible()
  await expect(owner.getByText(value)).toHaveCount(0)

  const { 'next-action': id = '' } = answer.request().headers()
  for (const other of [operator, viewer]) {
    await other.goto(page)
    await expect(other.locator('[data-env="PASSWORD"]')).toContainText('database/password')
    await expect(other.getByRole('button', { name: /Reveal/ })).toHaveCount(0)
    const posted = await other.request.post(page, {
      headers: {
        'Next-Action': id,
        'Content-Type': 'text/plain;charset=UTF-8',
        'Sec-Fetch-Site': 'same-origin',
      },
      data: answer.request().postData() ?? '',
    })
    const text = await posted.text()
    expect(text).toContain('"forbidden"')
    expect(text).not.toContain(value)
  }

  const records = await auditOf('revealed')
  expect(records.join()).not.toContain(value)
  expect(records.at(0)).toContain('"errorCode":"cluster_forbidden"')
  const read = records.filter((record) => record.includes('"succeeded"'))
  expect(read.length).toBeGreaterThan(2)
  expect(JSON.parse(read[0] ?? '')).toMatchObject({
    actorName: 'rhea',
    target: 'web-0',
    details: { container: 'main', variable: 'PASSWORD' },
  })
  expect(records.filter((record) => record.includes('"refused"'))).toHaveLength(2)
})
