import 'server-only'
import type { RawData, WebSocket } from 'ws'
import { keepAlive } from '../heartbeat.ts'
import type { ServerMessage } from './protocol.ts'
import { clientMessageSchema } from './schema.ts'
import type { Shell, Viewer } from './shell.ts'

/** More frames than this in a second are no person and no paste: those come in frames of many bytes. */
const maxFramesASecond = 1500

/** How the socket is closed; the browser comes back by itself after `unproven` and whatever it did not expect. */
export const closeCodes = { ended: 4000, taken: 4001, unproven: 4002, invalid: 1008 } as const

/** Shows a shell to the browser at the other end of a socket, from an offset of its output on. */
export function showShell(socket: WebSocket, shell: Shell, from: number): void {
  keepAlive(socket)
  const viewer = makeViewer(socket, shell)
  const isFlood = countFrames()
  socket.on('ping', () => {
    if (isFlood()) socket.close(closeCodes.invalid)
  })
  socket.on('message', (data, isBinary) => {
    if (isFlood() || !take(shell, data, isBinary)) socket.close(closeCodes.invalid)
  })
  socket.once('close', () => shell.detach(viewer))
  if (socket.readyState === socket.OPEN) shell.attach(viewer, from)
}

export function tell(socket: WebSocket, message: ServerMessage): void {
  socket.send(JSON.stringify(message), () => undefined)
}

function makeViewer(socket: WebSocket, shell: Shell): Viewer {
  return {
    output: (bytes) => socket.send(bytes, () => shell.settle()),
    tell: (message) => tell(socket, message),
    get unsent() {
      return socket.bufferedAmount
    },
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    leave: (why) => {
      // One that does not read would never answer the close.
      socket.resume()
      socket.close(closeCodes[why])
    },
  }
}

/** False for what a browser of ours does not send. */
function take(shell: Shell, data: RawData, isBinary: boolean): boolean {
  const bytes = Buffer.isBuffer(data) ? data : Buffer.alloc(0)
  if (isBinary) {
    shell.type(bytes)
    return true
  }
  const message = clientMessageSchema.safeParse(parse(bytes))
  if (message.success) shell.take(message.data)
  return message.success
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return null
  }
}

function countFrames(): () => boolean {
  let second = 0
  let frames = 0
  return () => {
    const now = Math.floor(Date.now() / 1000)
    if (now !== second) frames = 0
    second = now
    return ++frames > maxFramesASecond
  }
}
