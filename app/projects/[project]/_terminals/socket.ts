import { type ServerMessage, socketPath, subprotocol } from '@/lib/terminals/protocol'

interface Listener {
  message(message: ServerMessage): void
  output(bytes: Uint8Array): void
  /** It closed without having said why, or does not answer; called once. */
  lost(): void
}

export interface Socket {
  send(data: string | Uint8Array<ArrayBuffer>): void
  /** Closes it; nothing more is heard. */
  leave(): void
  /** As if the connection had been lost. */
  drop(): void
  /** What was given to `send` and did not leave the browser yet, in bytes. */
  readonly unsent: number
}

const pingMs = 5000
const silenceMs = 12_000

/** A socket to Ordinal that notices when the other end does not answer: a browser alone waits for minutes. */
export function openSocket(word: string, listener: Listener, patienceMs = silenceMs): Socket {
  const url = new URL(socketPath, location.href)
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  const socket = new WebSocket(url, [subprotocol, word])
  socket.binaryType = 'arraybuffer'
  const ended = new AbortController()
  const { signal } = ended
  const drop = () => {
    if (signal.aborted) return
    leave()
    listener.lost()
  }
  const leave = () => {
    ended.abort()
    clearInterval(timer)
    socket.close()
  }
  /** Since when an answer is owed; null when none is. */
  let askedAt: number | null = performance.now()
  const timer = setInterval(() => {
    if (askedAt !== null && performance.now() - askedAt > patienceMs) return drop()
    if (socket.readyState !== WebSocket.OPEN) return
    askedAt ??= performance.now()
    socket.send('{"type":"ping"}')
  }, pingMs)
  const receive = ({ data }: MessageEvent<string | ArrayBuffer>) => {
    askedAt = null
    if (typeof data === 'string') listener.message(JSON.parse(data) as ServerMessage)
    else listener.output(new Uint8Array(data))
  }
  socket.addEventListener('message', receive, { signal })
  socket.addEventListener('close', drop, { signal })
  return {
    send: (data) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(data)
    },
    leave,
    drop,
    get unsent() {
      return socket.bufferedAmount
    },
  }
}
