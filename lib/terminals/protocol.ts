import type { ErrorCode } from '../errors.ts'

/** Where sockets are opened, and what both ends speak: bytes of the terminal as they are, the rest as JSON texts. */
export const socketPath = '/terminals/socket'
export const subprotocol = 'ordinal.terminal.v1'
/** The largest frame that the server takes, in bytes. */
export const maxFrameBytes = 64 * 1024

/** What may be started in a container. `auto` tries the first ones of these until one is there. */
export const shells = ['bash', 'sh', 'ash', 'dash', 'zsh', '/busybox/sh'] as const

/** What is in a folder of a container. */
export interface FileEntry {
  readonly name: string
  readonly kind: 'file' | 'folder' | 'link' | 'other'
  /** In bytes; null where the image has nothing that tells. */
  readonly size: number | null
  /** In seconds since the epoch. */
  readonly modifiedAt: number | null
  /** No name that can be sent back: its bytes are no UTF-8. */
  readonly isOdd: boolean
}

/** Why a file is not taken to or from a container. */
export interface TransferRefusal {
  readonly reason:
    | 'not_running'
    | 'no_access'
    /** The image has nothing that reads or writes a file. */
    | 'no_tools'
    | 'no_tar'
    /** It is no file. */
    | 'no_file'
    | 'exists'
    | 'too_large'
    /** By the container's own program, in its words. */
    | 'refused'
    /** What arrived has another size. */
    | 'not_whole'
    /** The program took nothing for too long. */
    | 'stalled'
    /** So many of this person are under way. */
    | 'too_many'
  readonly detail?: string
}

/** A container that was added to a pod to look at another one. */
export interface DebugContainer {
  readonly name: string
  readonly image: string
  readonly target: string | null
  readonly isRunning: boolean
}

/** Why a terminal is over. */
export type EndReason =
  /** The shell itself. */
  | 'exited'
  /** The connection to the container. */
  | 'lost'
  | 'pod_gone'
  | 'container_ended'
  /** Nobody typed for too long. */
  | 'idle'
  /** Nobody came back in time. */
  | 'left'
  /** The person closed it. */
  | 'closed'
  /** The role does not allow it any more, the project is not theirs any more, the session ended. */
  | 'forbidden'
  | 'not_found'
  | 'unauthenticated'
  /** Ordinal is stopped or replaced. */
  | 'stopping'
  /** What came from the browser was not what it may send. */
  | 'invalid'

/** Why there is no terminal. */
export type RefusalReason =
  | 'pod_gone'
  | 'pod_replaced'
  | 'pod_finished'
  | 'not_started'
  | 'container_waiting'
  | 'container_ended'
  | 'no_access'
  | 'too_many'
  | 'no_shell'
  | 'not_started_by_runtime'
  | ErrorCode

export interface Refusal {
  readonly reason: RefusalReason
  /** The cluster's own word: a reason, an exit code, a message of the runtime. */
  readonly detail?: string
}

export type ServerMessage =
  | {
      readonly type: 'opened'
      readonly shell: string
      /** Brings the same person back to this shell. */
      readonly resume: string
      /** Where the output that follows begins. */
      readonly offset: number
      /** What was before that is gone. */
      readonly isCut: boolean
    }
  | { readonly type: 'refused'; readonly refusal: Refusal }
  /** The bytes of a file may come. */
  | { readonly type: 'ready' }
  /** They are there, put down by this program. */
  | { readonly type: 'stored'; readonly tool: string }
  | { readonly type: 'not_stored'; readonly refusal: TransferRefusal }
  /** The shell that was asked for is not here any more. */
  | { readonly type: 'gone' }
  /** Another tab took it over. */
  | { readonly type: 'taken' }
  | { readonly type: 'idle'; readonly secondsLeft: number }
  | { readonly type: 'awake' }
  | { readonly type: 'pong' }
  | {
      readonly type: 'ended'
      readonly reason: EndReason
      readonly exitCode?: number
      readonly detail?: string
    }
