import 'server-only'
import type { WebSocket } from 'ws'

/** Proxies cut a socket on which nothing happens; most wait a minute. In milliseconds. */
const beatMs = 20_000

/**
 * Pings the other end until the socket closes, and ends it when nothing came back since the ping before. A socket that we
 * do not read is not judged: its answers wait in line, and whoever stops reading says for how long.
 */
export function keepAlive(socket: WebSocket): void {
  let isHeard = true
  const heard = () => {
    isHeard = true
  }
  socket.on('pong', heard)
  socket.on('message', heard)
  const timer = setInterval(() => {
    if (!isHeard && !socket.isPaused) return socket.terminate()
    isHeard = false
    socket.ping(() => undefined)
  }, beatMs)
  timer.unref()
  socket.once('close', () => clearInterval(timer))
}
