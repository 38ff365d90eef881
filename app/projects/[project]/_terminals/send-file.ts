import type { TransferRefusal } from '@/lib/terminals/protocol'
import { openSocket } from './socket'

export type SentFile =
  | { readonly kind: 'stored'; readonly tool: string }
  | { readonly kind: 'refused'; readonly refusal: TransferRefusal }
  | { readonly kind: 'lost' }

const partBytes = 48 * 1024
/** What may wait in the browser to be sent; the rest is read from the disk when that is gone. */
const maxUnsentBytes = 1024 * 1024
/** A slow disk in a container may take its time. */
const patienceMs = 60_000

/** Sends a file by its ticket, as fast as the container takes it. `progress` hears of bytes that left. */
export function sendFile(
  ticket: string,
  file: File,
  progress: (bytes: number) => void,
  signal: AbortSignal,
): Promise<SentFile> {
  return new Promise((resolve) => {
    const finish = (end: SentFile) => {
      socket.leave()
      resolve(end)
    }
    const send = async () => {
      for (let at = 0; at < file.size && !signal.aborted; at += partBytes) {
        socket.send(new Uint8Array(await file.slice(at, at + partBytes).arrayBuffer()))
        while (socket.unsent > maxUnsentBytes) await new Promise((drained) => setTimeout(drained, 20))
        progress(Math.max(0, at - socket.unsent))
      }
      progress(file.size)
    }
    const socket = openSocket(
      `ticket.${ticket}`,
      {
        message: (message) => {
          if (message.type === 'ready') send().catch(() => finish({ kind: 'lost' }))
          if (message.type === 'stored') finish({ kind: 'stored', tool: message.tool })
          if (message.type === 'not_stored') finish({ kind: 'refused', refusal: message.refusal })
          if (message.type === 'refused') finish({ kind: 'lost' })
        },
        output: () => undefined,
        lost: () => resolve({ kind: 'lost' }),
      },
      patienceMs,
    )
    signal.addEventListener('abort', () => finish({ kind: 'lost' }), { once: true })
  })
}
