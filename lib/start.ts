import 'server-only'
import { announceSetupLink } from './auth/setup.ts'
import { closeDatabase, openDatabase } from './db/client.ts'
import { processHooks } from './process-hooks.ts'

/** Opens what must be open before the first request; server.ts learns of the end, good or bad. */
export async function startOrdinal(): Promise<void> {
  const { started } = processHooks()
  try {
    await openDatabase()
    started.resolve({ setupLink: await announceSetupLink(), shutDown: closeDatabase })
  } catch (error) {
    started.reject(error)
  }
}
