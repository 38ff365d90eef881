import { Client } from 'pg'
import { addMember, createProject, createUser, expect, requireAdmin, test } from './fixtures.ts'

async function auditOf(projectSlug: string): Promise<string[]> {
  const client = new Client({ connectionString: process.env.E2E_DATABASE })
  await client.connect()
  const sql = `SELECT "actorName", action, target, outcome, "errorCode", details FROM "AuditEvent"
    WHERE "projectSlug" = $1 OR target = $1 ORDER BY "startedAt"`
  const { rows } = await client.query(sql, [projectSlug]).finally(() => client.end())
  return rows.map((row: Record<string, unknown>) =>
    [row.actorName, row.action, row.target, row.outcome, row.errorCode, JSON.stringify(row.details)].join(
      ' ',
    ),
  )
}

test('each change has one record of who did what to what and how it ended', async ({ browser }) => {
  const admin = await requireAdmin(browser)
  await createProject(admin, 'audited')
  await createUser(browser, admin, 'olaf')
  await addMember(admin, 'audited', 'olaf', 'owner')
  await admin.goto('/projects/audited/new-statefulset')
  await admin
    .getByLabel('Manifest')
    .fill('apiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: secretive }\nspec: {}')
  await admin.getByRole('button', { name: 'Create', exact: true }).click()
  await expect(admin.getByRole('main').getByRole('alert')).toContainText('The cluster refused this.')
  const records = await auditOf('audited')
  expect(records).toEqual([
    expect.stringMatching(/^admin project:create audited succeeded {2}\{.*"createNamespace":true\}$/),
    'admin member:manage olaf succeeded  {"role":"owner"}',
    expect.stringMatching(/^admin statefulset:create {2}failed cluster_invalid \{"bytes":\d+\}$/),
  ])
  expect(records.join()).not.toContain('secretive')
})
