import { Client } from 'pg'
import {
  addMember,
  createProject,
  createUser,
  expect,
  importDraft,
  kubectl,
  requireAdmin,
  test,
} from './fixtures.ts'
import { statefulSet } from './state-manifests.ts'

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
  await importDraft(admin, statefulSet('secretive'))
  await admin.getByRole('button', { name: /Review/ }).click()
  await expect(admin.locator('[data-tried="true"]')).toBeVisible()
  // Somebody is faster.
  kubectl('audited', ['apply', '-f', '-'], statefulSet('secretive'))
  await admin.getByRole('button', { name: 'Create', exact: true }).click()
  await expect(admin.getByRole('alert').filter({ hasText: 'In use already' })).toBeVisible()
  const records = await auditOf('audited')
  expect(records).toEqual([
    expect.stringMatching(/^admin project:create audited succeeded {2}\{.*"createNamespace":true\}$/),
    'admin member:manage olaf succeeded  {"role":"owner"}',
    expect.stringMatching(/^admin statefulset:create {2}failed already_exists \{"bytes":\d+\}$/),
  ])
  expect(records.join()).not.toContain('secretive')
})
