import type { AddressInfo } from 'node:net'
import { connect, createServer, type Socket } from 'node:net'

/** What lies between a browser and Ordinal: passes everything on until it is cut. */
export interface Wire {
  /** Of the browser's side. */
  readonly url: string
  /** Ends every connection; for so long none gets through. */
  cut(ms: number): Promise<void>
  close(): void
}

export async function startWire(target: string): Promise<Wire> {
  const { hostname, port } = new URL(target)
  const sockets = new Set<Socket>()
  let isCut = false
  const server = createServer((socket) => {
    if (isCut) return void socket.destroy()
    const other = connect(Number(port), hostname)
    for (const [one, two] of [
      [socket, other],
      [other, socket],
    ] as const) {
      sockets.add(one)
      one.on('error', () => two.destroy())
      one.on('close', () => {
        sockets.delete(one)
        two.destroy()
      })
      one.pipe(two)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const end = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    cut: (ms) => {
      isCut = true
      end()
      return new Promise((resolve) => {
        setTimeout(() => {
          isCut = false
          resolve()
        }, ms)
      })
    },
    close: () => {
      server.close()
      end()
    },
  }
}
