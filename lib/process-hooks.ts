/**
 * What Next's bundle hands to server.ts, which must not import anything stateful: a second copy of a module would be a
 * second database. server.ts makes the hooks before Next is prepared and waits for `started`.
 */
interface ProcessHooks {
  readonly started: PromiseWithResolvers<Started>
}

interface Started {
  /** The one-time link for the first administrator; null when there is a user. */
  readonly setupLink: string | null
  /** Closes what must be closed before the process ends. */
  shutDown(): Promise<void>
}

const shared = globalThis as typeof globalThis & { ordinalHooks?: ProcessHooks }

export function processHooks(): ProcessHooks {
  shared.ordinalHooks ??= { started: Promise.withResolvers<Started>() }
  return shared.ordinalHooks
}
