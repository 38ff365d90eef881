import { type ErrorCode, errorCodes } from '@/lib/errors'
import type { TransferRefusal } from '@/lib/terminals/protocol'
import { openSocket } from './socket'

export type SentFile =
  | { readonly kind: 'stored'; readonly tool: string }
  | { readonly kind: 'refused'; readonly refusal: TransferRefusal }
  | { readonly kind: 'failed'; readonly code: ErrorCode }
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
    let isOver = false
    const finish = (end: SentFile) => {
      isOver = true
      socket.leave()
      resolve(end)
    }
    const send = async () => {
      for (let at = 0; at < file.size && !isOver; at += partBytes) {
        socket.send(new Uint8Array(await file.slice(at, at + partBytes).arrayBuffer()))
        // What a socket could not send stays in it when it closes.
        while (socket.unsent > maxUnsentBytes && !isOver)
          await new Promise((drained) => setTimeout(drained, 20))
        if (!isOver) progress(Math.max(0, at - socket.unsent))
      }
      if (!isOver) progress(file.size)
    }
    const socket = openSocket(
      `ticket.${ticket}`,
      {
        message: (message) => {
          if (message.type === 'ready') send().catch(() => finish({ kind: 'lost' }))
          if (message.type === 'stored') finish({ kind: 'stored', tool: message.tool })
          if (message.type === 'not_stored') finish({ kind: 'refused', refusal: message.refusal })
          if (message.type === 'refused') finish(toFailure(message.refusal.reason))
        },
        output: () => undefined,
        lost: () => finish({ kind: 'lost' }),
      },
      patienceMs,
    )
    signal.addEventListener('abort', () => finish({ kind: 'lost' }), { once: true })
  })
}

function toFailure(reason: string): SentFile {
  return Object.hasOwn(errorCodes, reason) ? { kind: 'failed', code: reason as ErrorCode } : { kind: 'lost' }
}
