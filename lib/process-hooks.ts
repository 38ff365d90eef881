import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Sentence } from './english.ts'

/**
 * What Next's bundle hands to server.ts, which must not import anything stateful: a second copy of a module would be a
 * second database. server.ts makes the hooks before Next is prepared and waits for `started`.
 */
interface ProcessHooks {
  readonly started: PromiseWithResolvers<Started>
  /** The origin of the address that people type, where it is configured. */
  publicOrigin: string | null
}

/** Takes an upgrade, or ends its socket; throws nothing. */
export type TakeUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void

interface Started {
  /** The one-time link for the first administrator; null when there is a user. */
  readonly setupLink: string | null
  /** What is wrong with the cluster in use, once that is known; Ordinal goes on without it. */
  readonly clusterTrouble: Promise<Sentence | null>
  readonly takeUpgrade: TakeUpgrade
  /** Ends what would keep the server from closing: open sockets, each with its reason. */
  closeSockets(): void
  /** Closes what must be closed before the process ends. */
  shutDown(): Promise<void>
}

const shared = globalThis as typeof globalThis & { ordinalHooks?: ProcessHooks }

export function processHooks(): ProcessHooks {
  shared.ordinalHooks ??= { started: Promise.withResolvers<Started>(), publicOrigin: null }
  return shared.ordinalHooks
}
