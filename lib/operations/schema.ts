import { z } from 'zod'
import type { FieldError } from '../errors.ts'

export const selectOperationSchema = z.strictObject({ id: z.uuid() })
export type SelectOperationInput = z.infer<typeof selectOperationSchema>

/** What fills the blanks of a sentence. */
export type ProgressValues = Readonly<Record<string, string | number>>

/** One line of the progress. Keys are messages under `operationSteps.<kind>`. */
export interface ProgressItem {
  readonly key: string
  readonly values: ProgressValues
  readonly state: 'waiting' | 'running' | 'done' | 'failed'
  /** A second sentence: what it waits for, or what a person must do. */
  readonly detail?: { readonly key: string; readonly values?: ProgressValues }
}

export type OperationState = 'running' | 'failed' | 'done' | 'abandoned'

/** While it runs, what it waits for; when it failed, why. `code` is a key under `errors`. */
export interface OperationError {
  readonly code: string
  readonly fields: readonly FieldError[]
}

/** One operation as a screen shows it. */
export interface OperationView {
  readonly id: string
  readonly kind: string
  /** What trying again and abandoning take. */
  readonly permission: string
  /** The set's name. */
  readonly target: string
  readonly state: OperationState
  readonly items: readonly ProgressItem[]
  readonly error: OperationError | null
  readonly startedByName: string
  /** ISO 8601. */
  readonly startedAt: string
  readonly finishedAt: string | null
}
