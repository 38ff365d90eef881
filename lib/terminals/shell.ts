import 'server-only'
import { isAppError } from '../errors.ts'
import type { Exec, ExecEnd } from '../kubernetes/exec-channels.ts'
import type { EndReason, ServerMessage } from './protocol.ts'
import type { ClientMessage } from './schema.ts'
import type { Scrollback } from './scrollback.ts'

/** The browser's end of a terminal, while there is one. */
export interface Viewer {
  output(bytes: Buffer): void
  tell(message: ServerMessage): void
  /** What was given to `output` and did not leave the server yet, in bytes. */
  readonly unsent: number
  /** Its typing waits until `resume`. */
  pause(): void
  resume(): void
  /** It hears nothing more. */
  leave(why: 'ended' | 'taken' | 'unproven'): void
}

/** In milliseconds. */
export interface ShellTimes {
  /** Between two looks at whether the person may still do this. */
  readonly recheck: number
  /** How long a shell waits for its person to come back. */
  readonly keep: number
  /** Without typing, until it is ended; and how long before that it is said. */
  readonly idle: number
  readonly warning: number
}

interface ShellOptions {
  readonly exec: Exec
  readonly name: string
  readonly resume: string
  readonly times: ShellTimes
  /** Throws when the person may not use it any more. */
  readonly prove: () => Promise<unknown>
  /** Why its container is away; null when it is not. */
  readonly look: () => Promise<EndReason | null>
}

/** What was written and is not drawn yet, in bytes; beyond this the program waits. Less than the scrollback holds. */
const maxUndrawnBytes = 256 * 1024
const maxUnsentBytes = 512 * 1024
/** A proof that takes longer counts as none. */
const proofMs = 1500
const resizeMs = 40

/**
 * A shell in a container that outlives the connection of its browser: what it writes meanwhile is kept, within bounds,
 * and nothing of it is lost. It ends by itself, or when nobody comes back, nobody types, or the right to it is gone.
 */
export class Shell {
  readonly ended: Promise<EndReason>
  prove: () => Promise<unknown>
  readonly #options: ShellOptions
  readonly #output: Scrollback
  readonly #end = Promise.withResolvers<EndReason>()
  #viewer: Viewer | null = null
  #drawn = 0
  #isPaused = false
  #isOver = false
  #leftAt = Date.now()
  #typedAt = Date.now()
  #isWarned = false
  #size: { columns: number; rows: number } | null = null
  #resizing: NodeJS.Timeout | null = null
  readonly #timers: NodeJS.Timeout[]

  constructor(options: ShellOptions, output: Scrollback) {
    this.#options = options
    this.#output = output
    this.prove = options.prove
    this.ended = this.#end.promise
    const { exec, times } = options
    exec.onDrain = () => this.#viewer?.resume()
    exec.ended.then((end) => this.#lost(end)).catch(() => this.end('lost'))
    this.#timers = [
      setInterval(() => this.#tick(), Math.min(1000, times.keep / 4, times.idle / 4)),
      setInterval(() => void this.#recheck(), times.recheck),
    ]
  }

  /** Shows the terminal to this viewer from an offset of the output on; whoever had it before is told. */
  attach(viewer: Viewer, from: number): void {
    if (this.#isOver) {
      viewer.leave('ended')
      return
    }
    this.#viewer?.tell({ type: 'taken' })
    this.#viewer?.leave('taken')
    this.#viewer = viewer
    this.#typed()
    const { offset, isCut, bytes } = this.#output.from(from)
    this.#drawn = offset
    const { name, resume } = this.#options
    viewer.tell({ type: 'opened', shell: name, resume, offset, isCut })
    if (bytes.length > 0) viewer.output(bytes)
    this.settle()
  }

  /** The connection of this viewer is gone. */
  detach(viewer: Viewer): void {
    if (this.#viewer !== viewer) return
    this.#viewer = null
    this.#leftAt = Date.now()
  }

  /** What the program wrote is in the scrollback by now. */
  wrote(bytes: Buffer): void {
    if (this.#isOver) return
    this.#viewer?.output(bytes)
    this.settle()
  }

  /** Lets the program write as long as somebody draws it; called when anything moved. */
  settle(): void {
    const undrawn = this.#output.end - this.#drawn
    const unsent = this.#viewer?.unsent ?? 0
    const share = this.#isPaused ? 0.5 : 1
    const isFull = undrawn > maxUndrawnBytes * share || unsent > maxUnsentBytes * share
    if (isFull === this.#isPaused) return
    this.#isPaused = isFull
    if (isFull) this.#options.exec.pause()
    else this.#options.exec.resume()
  }

  type(bytes: Uint8Array): void {
    this.#typed()
    if (!this.#options.exec.write(bytes)) this.#viewer?.pause()
  }

  take(message: ClientMessage): void {
    if (message.type === 'ping') this.#viewer?.tell({ type: 'pong' })
    if (message.type === 'awake') this.#typed()
    if (message.type === 'end') this.end('closed')
    if (message.type === 'resize') this.#resize(message.columns, message.rows)
    if (message.type !== 'ack') return
    this.#drawn = Math.min(this.#output.end, Math.max(this.#drawn, message.offset))
    this.settle()
  }

  end(reason: EndReason, about: { exitCode?: number; detail?: string } = {}): void {
    if (this.#isOver) return
    this.#isOver = true
    for (const timer of this.#timers) clearInterval(timer)
    if (this.#resizing !== null) clearTimeout(this.#resizing)
    this.#viewer?.tell({ type: 'ended', reason, ...about })
    this.#viewer?.leave('ended')
    this.#viewer = null
    this.#options.exec.resume()
    this.#options.exec.hangUp()
    this.#end.resolve(reason)
  }

  async #lost(end: ExecEnd): Promise<void> {
    if (end.kind === 'exited' && end.code > 0 && end.code < 128)
      return this.end('exited', { exitCode: end.code })
    // Killed, or cut off: by what? The API server says Success, too, when the node of the shell is gone.
    const reason = await this.#options.look().catch(() => 'lost' as const)
    if (end.kind === 'exited') return this.end(reason ?? 'exited', { exitCode: end.code })
    this.end(reason ?? 'lost', end.kind === 'failed' ? { detail: end.message } : {})
  }

  #typed(): void {
    this.#typedAt = Date.now()
    if (!this.#isWarned) return
    this.#isWarned = false
    this.#viewer?.tell({ type: 'awake' })
  }

  #tick(): void {
    const now = Date.now()
    const { keep, idle, warning } = this.#options.times
    const left = this.#typedAt + idle - now
    if (this.#viewer === null && now - this.#leftAt > keep) this.end('left')
    else if (left <= 0) this.end('idle')
    if (left > warning || this.#viewer === null) return
    this.#isWarned = true
    this.#viewer.tell({ type: 'idle', secondsLeft: Math.ceil(left / 1000) })
  }

  /** Ends the shell when the right is gone. When that cannot be known now, only who proves it anew comes back. */
  async #recheck(): Promise<void> {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(resolve, proofMs, 'late')
    })
    const proof = this.prove().then(
      () => null,
      (error: unknown) => error,
    )
    const outcome = await Promise.race([proof, late])
    clearTimeout(timer)
    if (outcome === null || this.#isOver) return
    if (isAppError(outcome)) {
      const { code } = outcome
      if (code === 'forbidden' || code === 'unauthenticated' || code === 'not_found') return this.end(code)
    }
    const viewer = this.#viewer
    if (viewer === null) return
    this.detach(viewer)
    viewer.leave('unproven')
  }

  /** Only the last of a flood of sizes is told to the program. */
  #resize(columns: number, rows: number): void {
    this.#size = { columns, rows }
    this.#resizing ??= setTimeout(() => {
      this.#resizing = null
      if (this.#size !== null) this.#options.exec.resize(this.#size.columns, this.#size.rows)
    }, resizeMs)
  }
}
