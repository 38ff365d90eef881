import type { ActionResult } from '@/lib/result'
import type { Prepared } from '@/lib/terminals/prepare'
import type { Refusal, ServerMessage } from '@/lib/terminals/protocol'
import type { ClientMessage } from '@/lib/terminals/schema'
import { openSocket, type Socket } from './socket'
import type { TerminalState, TerminalTarget, TerminalView } from './terminal-state'

/** Asks for the right to open a socket; rejects when Ordinal cannot be reached. */
export type Prepare = (target: TerminalTarget) => Promise<ActionResult<Prepared>>

/** What draws the terminal, once it is there. */
export interface Screen {
  /** Calls `drawn` when these bytes are on the screen. */
  write(bytes: Uint8Array, drawn: () => void): void
  /** All that was written comes again from its beginning. */
  clear(): void
  /** Another shell goes on below, which is said; whatever the former one switched on is off. */
  renew(isSaid: boolean): void
  /** The size, so that the shell learns of it. */
  readonly size: { readonly columns: number; readonly rows: number }
}

/** Waits between tries, ms. */
const waits = [0, 500, 1000, 2000, 4000]
/** A shell that does not answer so often, while Ordinal does, is given up. */
const triesForShell = 3
/** Where Ordinal itself does not answer, ms. */
const silentMs = 2000
/** Between looks at a container that is being started, ms. */
const startingMs = 1000
const ackBytes = 32 * 1024
const frameBytes = 16 * 1024
/** The failures after which trying again would only fail again. */
const final = new Set<string>([
  'unauthenticated',
  'forbidden',
  'not_found',
  'cluster_forbidden',
  'cluster_unknown',
])

/**
 * One terminal from the browser's side: it opens a shell, comes back to the same one after the connection was lost, and
 * opens another one where that is gone, which it says.
 */
export class TerminalLink {
  #target: TerminalTarget
  #view: TerminalView = { state: { kind: 'opening' }, isNew: false, idleSeconds: null }
  #screen: Screen | null = null
  #socket: Socket | null = null
  #resume: string | null
  #seen = 0
  #drawn = 0
  #acked = 0
  #failures = 0
  /** Ordinal answered since the connection was lost: what fails from then on is the shell's. */
  #isAnswering = false
  #timer: number | null = null
  #isDisposed = false
  readonly #prepare: Prepare
  readonly #changed: () => void
  /** Written before the screen was loaded. */
  #waiting: Uint8Array[] = []

  constructor(target: TerminalTarget, resume: string | null, prepare: Prepare, changed: () => void) {
    this.#target = target
    this.#resume = resume
    this.#prepare = prepare
    this.#changed = changed
    this.#try()
  }

  get target(): TerminalTarget {
    return this.#target
  }

  get view(): TerminalView {
    return this.#view
  }

  /** What brings this person back to the shell after a reload. */
  get resume(): string | null {
    return this.#resume
  }

  show(screen: Screen): void {
    this.#screen = screen
    for (const bytes of this.#waiting.splice(0)) this.#write(screen, bytes)
    this.resized()
  }

  type(bytes: Uint8Array<ArrayBuffer>): void {
    if (this.#view.isNew && this.#view.state.kind === 'open') this.#set({ isNew: false })
    for (let at = 0; at < bytes.length; at += frameBytes)
      this.#socket?.send(bytes.subarray(at, at + frameBytes))
  }

  resized(): void {
    if (this.#screen !== null && this.#view.state.kind === 'open')
      this.#say({ type: 'resize', ...this.#screen.size })
  }

  stayAwake(): void {
    this.#say({ type: 'awake' })
  }

  /** Once more, after it was refused, ended or taken: to the same shell if it is there, in the pod of that name. */
  retry(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#failures = 0
    this.#target = { ...this.#target, uid: null }
    this.#set({ state: { kind: 'opening' }, idleSeconds: null })
    this.#try()
  }

  /** Ends the shell. */
  end(): void {
    this.#say({ type: 'end' })
    this.#resume = null
    this.dispose()
  }

  /** Leaves the shell as it is: it waits a minute for somebody to come back. */
  dispose(): void {
    this.#isDisposed = true
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#socket?.leave()
    this.#socket = null
  }

  /** The network is away, or back. */
  network(isThere: boolean): void {
    if (!isThere) this.#socket?.drop()
    else if (this.#view.state.kind === 'lost') this.#again(0)
  }

  async #open(): Promise<void> {
    if (this.#resume !== null && this.#failures < triesForShell)
      return this.#connect(`resume.${this.#resume}.${this.#seen}`)
    const prepared = await this.#prepare(this.#target).catch(() => null)
    if (this.#isDisposed) return
    if (prepared === null) {
      // Nobody is there to say that the shell is gone.
      this.#failures = 0
      this.#isAnswering = false
      return this.#lost(silentMs)
    }
    if (!prepared.ok)
      return final.has(prepared.code) ? this.#refuse({ reason: prepared.code }) : this.#lost(silentMs)
    if (this.#resume !== null && !this.#isAnswering) {
      this.#isAnswering = true
      return this.#connect(`resume.${this.#resume}.${this.#seen}`)
    }
    const { value } = prepared
    if (value.kind === 'refused') {
      this.#refuse(value.refusal)
      return isSoon(value.refusal) ? this.#again(startingMs) : undefined
    }
    if (this.#resume !== null) this.#forget()
    this.#target = { ...this.#target, uid: value.uid }
    this.#connect(`ticket.${value.ticket}`)
  }

  #connect(word: string): void {
    this.#socket = openSocket(word, {
      message: (message) => this.#hear(message),
      output: (bytes) => this.#take(bytes),
      lost: () => {
        this.#socket = null
        this.#failures++
        this.#lost()
      },
    })
  }

  #hear(message: ServerMessage): void {
    if (message.type === 'opened') this.#opened(message)
    if (message.type === 'idle') this.#set({ idleSeconds: message.secondsLeft })
    if (message.type === 'awake') this.#set({ idleSeconds: null })
    if (message.type === 'gone') {
      this.#leave()
      this.#forget()
      this.#try()
    }
    if (message.type === 'taken') this.#finish({ kind: 'taken' })
    if (message.type === 'refused') this.#refuse(message.refusal)
    if (message.type !== 'ended') return
    // A replica that stops is followed by another one.
    if (message.reason === 'stopping') {
      this.#socket?.drop()
      return
    }
    this.#resume = null
    const { type: _type, ...end } = message
    this.#finish({ kind: 'ended', ...end })
  }

  #opened({ shell, resume, offset }: Extract<ServerMessage, { type: 'opened' }>): void {
    const isFresh = this.#resume === null
    if (!isFresh && offset !== this.#seen) {
      this.#screen?.clear()
      this.#waiting = []
    }
    if (isFresh) this.#screen?.renew(this.#view.isNew)
    this.#seen = this.#drawn = this.#acked = offset
    this.#failures = 0
    this.#isAnswering = false
    this.#resume = resume
    this.#set({ state: { kind: 'open', shell } })
    this.resized()
  }

  #take(bytes: Uint8Array): void {
    this.#seen += bytes.length
    if (this.#screen === null) this.#waiting.push(bytes)
    else this.#write(this.#screen, bytes)
  }

  #write(screen: Screen, bytes: Uint8Array): void {
    const socket = this.#socket
    screen.write(bytes, () => {
      if (this.#socket !== socket) return
      this.#drawn += bytes.length
      if (this.#drawn - this.#acked < ackBytes) return
      this.#acked = this.#drawn
      this.#say({ type: 'ack', offset: this.#drawn })
    })
  }

  #say(message: ClientMessage): void {
    this.#socket?.send(JSON.stringify(message))
  }

  /** The shell that was here is no more. */
  #forget(): void {
    this.#resume = null
    this.#seen = 0
    this.#set({ isNew: true })
  }

  #lost(leastMs = 0): void {
    if (this.#isDisposed) return
    const isFirst = this.#view.state.kind === 'opening' && this.#resume === null
    if (!isFirst) this.#set({ state: { kind: 'lost' }, idleSeconds: null })
    this.#again(Math.max(leastMs, waits[Math.min(this.#failures, waits.length - 1)] ?? 0))
  }

  #again(ms: number): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = window.setTimeout(() => this.#try(), ms)
  }

  #try(): void {
    this.#timer = null
    this.#open().catch(() => this.#lost(silentMs))
  }

  #refuse(refusal: Refusal): void {
    this.#finish({ kind: 'refused', refusal })
  }

  #finish(state: TerminalState): void {
    this.#leave()
    this.#set({ state, idleSeconds: null })
  }

  #leave(): void {
    this.#socket?.leave()
    this.#socket = null
  }

  #set(change: Partial<TerminalView>): void {
    this.#view = { ...this.#view, ...change }
    this.#changed()
  }
}

/** The container is on its way: its image is pulled, its turn comes. */
function isSoon({ reason, detail = '' }: Refusal): boolean {
  return (
    reason === 'not_started' ||
    (reason === 'container_waiting' && /^(?:ContainerCreating|PodInitializing)$/.test(detail))
  )
}
