import { Client } from 'pg'

/** A PostgreSQL in which the tests make and drop databases of their own. */
const serverUrl = process.env.TEST_DATABASE_URL ?? 'postgresql://postgres@127.0.0.1:5432/postgres'

export async function withServer<T>(run: (client: Client) => Promise<T>, database?: string): Promise<T> {
  const client = new Client({ connectionString: urlOf(database) })
  await client.connect()
  return run(client).finally(() => client.end())
}

export function urlOf(database?: string): string {
  const url = new URL(serverUrl)
  if (database !== undefined) url.pathname = database
  return url.href
}
