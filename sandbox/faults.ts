import type { IncomingMessage, ServerResponse } from 'node:http'

/**
 * What can happen to a call: it is lost before anything is done, its answer is lost after everything was done, or it is
 * refused.
 */
export type Fault =
  | { readonly kind: 'drop' }
  | { readonly kind: 'lose' }
  | { readonly kind: 'refuse'; readonly code: number; readonly headers?: Readonly<Record<string, string>> }

interface Planned {
  readonly fault: Fault
  readonly meets: (request: IncomingMessage) => boolean
  left: number
}

/** Faults at will, for tests of those who call. */
export class Faults {
  #planned: Planned[] = []

  /** The next calls of this kind meet a fault. */
  plan(fault: Fault, meets: (request: IncomingMessage) => boolean = () => true, count = 1): void {
    this.#planned.push({ fault, meets, left: count })
  }

  clear(): void {
    this.#planned = []
  }

  /** Whether a call ends here. */
  meet(request: IncomingMessage, response: ServerResponse): boolean {
    const planned = this.#planned.find(({ left, meets }) => left > 0 && meets(request))
    if (planned === undefined) return false
    planned.left--
    const { fault } = planned
    if (fault.kind === 'refuse') {
      response.writeHead(fault.code, fault.headers).end(JSON.stringify({ kind: 'Status', code: fault.code }))
      return true
    }
    if (fault.kind === 'drop') {
      request.socket.destroy()
      return true
    }
    loseAnswer(response)
    return false
  }
}

/** The connection breaks in place of the answer. */
function loseAnswer(response: ServerResponse): void {
  response.writeHead = () => response
  response.end = () => {
    response.socket?.destroy()
    return response
  }
}
