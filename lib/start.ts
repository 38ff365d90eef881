import 'server-only'
import { announceSetupLink } from './auth/setup.ts'
import { closeDatabase, openDatabase } from './db/client.ts'
import { log } from './log.ts'
import { processHooks } from './process-hooks.ts'

/** Opens what must be open before the first request; leaves a sentence for server.ts when that is not possible. */
export async function startOrdinal(): Promise<void> {
  const hooks = processHooks()
  try {
    await openDatabase()
    hooks.setupLink = await announceSetupLink()
    hooks.shutDown = closeDatabase
  } catch (error) {
    log.error({ error }, 'start failed')
    hooks.startProblem = error instanceof Error ? error.message : String(error)
  }
}
