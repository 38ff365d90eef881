import type { EndReason, Refusal } from '@/lib/terminals/protocol'
import type { PrepareTerminalInput } from '@/lib/terminals/schema'

export type ShellChoice = PrepareTerminalInput['shell']

/** A container, and the pod that was seen when its terminal was asked for. */
export interface TerminalTarget {
  readonly pod: string
  /** Null for whichever pod has the name now. */
  readonly uid: string | null
  readonly container: string
  readonly shell: ShellChoice
}

/** How it stands with one terminal. */
export type TerminalState =
  | { readonly kind: 'opening' }
  | { readonly kind: 'open'; readonly shell: string }
  /** The connection is away; it is tried again by itself. */
  | { readonly kind: 'lost' }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'taken' }
  | {
      readonly kind: 'ended'
      readonly reason: EndReason
      readonly exitCode?: number
      readonly detail?: string
    }

export interface TerminalView {
  readonly state: TerminalState
  /** The shell that was here is gone; this is another one. */
  readonly isNew: boolean
  /** Seconds until it is closed because nobody types; null while there is time. */
  readonly idleSeconds: number | null
}
