import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { countMissingMigrations } from '../../lib/db/client.ts'
import { findOther } from '../../lib/db/pglite.ts'
import type { Env } from '../../lib/env.ts'
import { readSecret } from '../../lib/secrets.ts'
import { explain } from '../failure.mjs'
import { type Finding, fatal, good } from './finding.ts'

/** What signs the sessions. */
export function checkSecret({ NEXTAUTH_SECRET, ORDINAL_DATA, DATABASE_URL }: Env): Finding {
  if (NEXTAUTH_SECRET !== undefined) return good('Sessions are signed with NEXTAUTH_SECRET.')
  try {
    const file = join(resolve(ORDINAL_DATA), 'secrets.json')
    const made = readSecret(ORDINAL_DATA) === null ? 'is made at the first start' : 'is there'
    const replicas =
      DATABASE_URL === undefined ? '' : ' With several replicas, set the same NEXTAUTH_SECRET for all.'
    return good(`The secret that signs sessions ${made}, in ${file}.${replicas}`)
  } catch (error) {
    return fatal(explain(error))
  }
}

/** Whether the database answers, and fits to this version of Ordinal. */
export async function checkDatabase({ DATABASE_URL, ORDINAL_DATA }: Env): Promise<Finding> {
  if (DATABASE_URL === undefined) return checkEmbedded(resolve(ORDINAL_DATA))
  try {
    const missing = await countMissingMigrations(DATABASE_URL)
    const state =
      missing === 0 ? 'as this version needs it' : `the next start brings it up to date (${missing})`
    return good(`PostgreSQL at ${new URL(DATABASE_URL).host} answers; ${state}.`)
  } catch (error) {
    return fatal(explain(error))
  }
}

async function checkEmbedded(data: string): Promise<Finding> {
  const other = await findOther(data)
  if (other !== null) return fatal(other)
  const made = existsSync(join(data, 'db')) ? 'is there' : 'is made at the first start'
  return good(
    `The embedded database ${made}, in ${join(data, 'db')}. For several replicas, set DATABASE_URL.`,
  )
}
