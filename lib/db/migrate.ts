import { createHash, randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The little that the runner needs of a database: one connection that keeps its transaction. */
export interface SqlConnection {
  query<Row>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>
  /** Several statements without parameters. */
  execute(sql: string): Promise<void>
}

export interface Migration {
  readonly name: string
  readonly checksum: string
  readonly sql: string
}

/** The database cannot be brought to this version; the message is a sentence for the operator. */
export class MigrationError extends Error {}

/** Held while migrating, so that of several replicas one migrates and the others wait. */
const advisoryLock = 7_236_451_908

/** Reads `<folder>/<name>/migration.sql`, in the order of their names. */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(join(folder, name, 'migration.sql'), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}

/**
 * Applies what is missing, each migration in one transaction with its row in `_prisma_migrations` (the table and the
 * checksums of `prisma migrate deploy`): a kill in between leaves all of one or nothing of it. Throws MigrationError
 * when an applied migration was changed, or when the database is newer than this code. Returns the names applied.
 */
export async function migrate(sql: SqlConnection, migrations: readonly Migration[]): Promise<string[]> {
  await sql.query('SELECT pg_advisory_lock($1)', [advisoryLock])
  try {
    await sql.execute(createTable)
    const missing = await findMissing(sql, migrations)
    for (const migration of missing) await apply(sql, migration)
    return missing.map(({ name }) => name)
  } finally {
    await sql.query('SELECT pg_advisory_unlock($1)', [advisoryLock])
  }
}

/** What `migrate` would apply, of a database that it has seen before or not; changes nothing. Throws as it does. */
export async function previewMigrations(
  sql: SqlConnection,
  migrations: readonly Migration[],
): Promise<readonly Migration[]> {
  const [row] = await sql.query<{ isThere: boolean }>(
    `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS "isThere"`,
  )
  return row?.isThere === true ? findMissing(sql, migrations) : migrations
}

async function findMissing(sql: SqlConnection, migrations: readonly Migration[]): Promise<Migration[]> {
  const applied = await sql.query<{ migration_name: string; checksum: string }>(
    'SELECT migration_name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
  )
  requireSameHistory(applied, migrations)
  const done = new Set(applied.map((row) => row.migration_name))
  return migrations.filter(({ name }) => !done.has(name))
}

function requireSameHistory(
  applied: readonly { migration_name: string; checksum: string }[],
  migrations: readonly Migration[],
): void {
  for (const { migration_name: name, checksum } of applied) {
    const known = migrations.find((migration) => migration.name === name)
    if (known === undefined) {
      throw new MigrationError(
        `The database was written by a newer Ordinal (it holds the migration ${name}). Start that version, or restore a backup.`,
      )
    }
    if (known.checksum !== checksum) {
      throw new MigrationError(`The migration ${name} is not the one that was applied to this database.`)
    }
  }
}

async function apply(sql: SqlConnection, { name, checksum, sql: statements }: Migration): Promise<void> {
  await sql.execute('BEGIN')
  try {
    await sql.execute(statements)
    await sql.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), now(), 1)`,
      [randomUUID(), checksum, name],
    )
    await sql.execute('COMMIT')
  } catch (cause) {
    await sql.execute('ROLLBACK')
    throw new MigrationError(`The migration ${name} failed and was taken back.`, { cause })
  }
}

const createTable = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL,
  logs TEXT,
  rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`
