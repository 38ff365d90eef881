import { Client } from 'pg'

/** Rows of Ordinal's own database. */
export async function queryDatabase(
  sql: string,
  values: readonly unknown[],
): Promise<Record<string, string>[]> {
  const client = new Client({ connectionString: process.env.E2E_DATABASE })
  await client.connect()
  const { rows } = await client.query<Record<string, string>>(sql, [...values]).finally(() => client.end())
  return rows
}

/** When the members of a project were changed last, by the record: epoch ms. */
export async function membersChangedAt(slug: string): Promise<number> {
  const [row] = await queryDatabase(
    `SELECT extract(epoch FROM max("startedAt")) * 1000 AS at FROM "AuditEvent"
     WHERE "projectSlug" = $1 AND action = 'member:manage'`,
    [slug],
  )
  return Number(row?.at)
}
