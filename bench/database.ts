import { randomUUID } from 'node:crypto'
import { Client } from 'pg'

/** A database of its own on this server; gives its address. */
export async function makeDatabase(server: string): Promise<string> {
  const name = `ordinal_bench_${randomUUID().slice(0, 8)}`
  await query(server, `CREATE DATABASE ${name}`)
  const url = new URL(server)
  url.pathname = name
  return url.href
}

/** One project for each namespace, as an administrator would make them. */
export function insertProjects(database: string, namespaces: readonly string[]): Promise<void> {
  const rows = namespaces.map((name) => `('${randomUUID()}', '${name}', '${name}', 'bench', '${name}')`)
  return query(
    database,
    `INSERT INTO "Project" (id, slug, "displayName", cluster, namespace) VALUES ${rows.join(',')}`,
  )
}

async function query(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query(sql).finally(() => client.end())
}
