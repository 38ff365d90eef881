import { once } from 'node:events'
import { WebSocket } from 'ws'
import { type ServerMessage, socketPath, subprotocol } from './protocol.ts'
import type { ClientMessage } from './schema.ts'

/** The other end of a terminal's socket, as a browser is one. */
export class Browser {
  readonly messages: ServerMessage[] = []
  output = Buffer.alloc(0)
  code: number | null = null
  readonly socket: WebSocket

  constructor(url: string, word: string, headers: Readonly<Record<string, string>>) {
    this.socket = new WebSocket(`${url.replace('http', 'ws')}${socketPath}`, [subprotocol, word], { headers })
    this.socket.on('error', () => undefined)
    this.socket.on('message', (data: Buffer, isBinary) => {
      if (isBinary) this.output = Buffer.concat([this.output, data])
      else this.messages.push(JSON.parse(data.toString()) as ServerMessage)
    })
    this.socket.once('close', (code) => {
      this.code = code
    })
  }

  async until<T>(what: () => T | undefined | null | false): Promise<T> {
    for (const start = Date.now(); Date.now() - start < 15_000; ) {
      const value = what()
      if (value !== undefined && value !== null && value !== false) return value
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    throw new Error(`did not happen; heard ${JSON.stringify(this.messages)}, closed with ${this.code}`)
  }

  heard<T extends ServerMessage['type']>(type: T): Promise<Extract<ServerMessage, { type: T }>> {
    const is = (message: ServerMessage): message is Extract<ServerMessage, { type: T }> =>
      message.type === type
    return this.until(() => this.messages.find(is))
  }

  say(message: ClientMessage): void {
    this.socket.send(JSON.stringify(message))
  }

  type(text: string): void {
    this.socket.send(Buffer.from(text))
  }

  ack(): void {
    const opened = this.messages.find((message) => message.type === 'opened')
    this.say({ type: 'ack', offset: (opened?.type === 'opened' ? opened.offset : 0) + this.output.length })
  }

  async close(): Promise<void> {
    if (this.socket.readyState === WebSocket.CLOSED) return
    const closed = once(this.socket, 'close')
    this.socket.terminate()
    await closed
  }
}
