import 'server-only'
import { join } from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import { Client } from 'pg'
import { PrismaPGlite } from 'pglite-prisma-adapter'
import { env } from '../env.ts'
import { Prisma, PrismaClient } from './generated/client.ts'
import { migrate, previewMigrations, readMigrations, type SqlConnection } from './migrate.ts'
import { explainNoConnection } from './no-connection.ts'
import { openEmbedded } from './pglite.ts'

interface OpenDatabase {
  readonly prisma: PrismaClient
  close(): Promise<void>
}

/** Kept on globalThis: a bundle or a reload of its own must not open a second one; the embedded database breaks on it. */
const shared = globalThis as typeof globalThis & {
  ordinalDatabase?: Promise<OpenDatabase>
  ordinalPrisma?: PrismaClient
}

/** How long a connection to PostgreSQL may take before it counts as unreachable, in milliseconds. */
const connectTimeoutMs = 5000

/** Opens and migrates the database once per process. Rejects with a sentence when it cannot be used. */
export function openDatabase(open = openConfigured): Promise<OpenDatabase> {
  shared.ordinalDatabase ??= keep(open).catch((error: unknown) => {
    delete shared.ordinalDatabase
    throw error
  })
  return shared.ordinalDatabase
}

/** The open database. Server code runs after `openDatabase` has resolved (instrumentation.ts). */
export function db(): PrismaClient {
  if (shared.ordinalPrisma === undefined) throw new Error('the database is not open')
  return shared.ordinalPrisma
}

/** For a column of JSON: nothing, where null would be JSON's null. */
export const noJson = Prisma.DbNull

export async function closeDatabase(): Promise<void> {
  const opened = await shared.ordinalDatabase
  delete shared.ordinalDatabase
  delete shared.ordinalPrisma
  await opened?.close()
}

export async function checkDatabase(): Promise<void> {
  await db().$queryRaw`SELECT 1`
}

function openConfigured(): Promise<OpenDatabase> {
  return env.DATABASE_URL === undefined ? openPglite(env.ORDINAL_DATA) : openPostgres(env.DATABASE_URL)
}

async function keep(open: () => Promise<OpenDatabase>): Promise<OpenDatabase> {
  const opened = await open()
  shared.ordinalPrisma = opened.prisma
  return opened
}

/** From the folder in which Ordinal is started, which every way of starting it makes the repository's root. */
const migrations = () => readMigrations(join(process.cwd(), 'prisma', 'migrations'))

/** How many migrations the next start would apply to a PostgreSQL. Rejects with a sentence when it could not. */
export async function countMissingMigrations(url: string): Promise<number> {
  const missing = await onPostgres(url, async (sql) => previewMigrations(sql, await migrations()))
  return missing.length
}

/** One connection of its own. Rejects with a sentence when there is none. */
async function onPostgres<T>(url: string, work: (sql: SqlConnection) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: connectTimeoutMs })
  await client.connect().catch((cause: unknown) => {
    throw new Error(explainNoConnection(cause, url), { cause })
  })
  const sql: SqlConnection = {
    query: async <Row>(text: string, parameters: readonly unknown[] = []) =>
      (await client.query(text, [...parameters])).rows as Row[],
    execute: async (text) => {
      await client.query(text)
    },
  }
  return work(sql).finally(() => client.end())
}

export async function openPglite(data: string): Promise<OpenDatabase> {
  const { pglite, close } = await openEmbedded(data)
  const sql: SqlConnection = {
    query: async <Row>(text: string, parameters: readonly unknown[] = []) =>
      (await pglite.query<Row>(text, [...parameters])).rows,
    execute: async (text) => {
      await pglite.exec(text)
    },
  }
  try {
    await migrate(sql, await migrations())
  } catch (error) {
    await close()
    throw error
  }
  const prisma = new PrismaClient({ adapter: new PrismaPGlite(pglite) })
  return {
    prisma,
    close: async () => {
      await prisma.$disconnect()
      await close()
    },
  }
}

export async function openPostgres(url: string): Promise<OpenDatabase> {
  await onPostgres(url, async (sql) => migrate(sql, await migrations()))
  const adapter = new PrismaPg({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: connectTimeoutMs,
    statement_timeout: 10_000,
  })
  const prisma = new PrismaClient({ adapter })
  return { prisma, close: () => prisma.$disconnect() }
}
