/**
 * What Next's bundle hands to server.ts, which must not import anything stateful: a second copy of a module would be a
 * second database.
 */
interface ProcessHooks {
  /** Closes what must be closed before the process ends. */
  shutDown?: () => Promise<void>
  /** The one-time link for the first administrator, when there is no user yet. */
  setupLink?: string | null
  /** Why Ordinal cannot run, as a sentence. */
  startProblem?: string
}

const shared = globalThis as typeof globalThis & { ordinalHooks?: ProcessHooks }

export function processHooks(): ProcessHooks {
  shared.ordinalHooks ??= {}
  return shared.ordinalHooks
}
