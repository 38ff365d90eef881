import 'server-only'
import type { z } from 'zod'
import type { ProjectPermission } from '../auth/permissions.ts'
import type { NamespaceName, ObjectName } from '../names.ts'
import type { RecordedChange } from './record.ts'
import type { ProgressItem } from './schema.ts'

/** What one step of an operation gets. */
export interface Run<Plan> {
  readonly id: string
  /** The cluster's name. */
  readonly cluster: string
  readonly namespace: NamespaceName
  /** The set's name. */
  readonly target: ObjectName
  readonly plan: Plan
  /** As it was saved last; null before. */
  readonly memo: unknown
  /** Resolves when it is in the database: what a change would destroy is saved before the change. */
  saveMemo(memo: object): Promise<void>
  /** Called right before each change: throws when another replica, or a person, has taken the operation over. */
  hold(): Promise<void>
  /** Makes a change that has a row of its own in the record, beside the one of the operation's end. */
  recorded<T>(change: RecordedChange, make: () => Promise<T>): Promise<T>
  /** Shows how far it is before the step is over: for a change that takes its time. */
  report(items: readonly ProgressItem[]): Promise<void>
}

export interface Step {
  readonly items: readonly ProgressItem[]
  /** `again`: there is more to do at once. `wait`: the cluster is at it. */
  readonly next: 'again' | 'wait' | 'done'
}

/**
 * A kind of operation. `step` is level-triggered, like a controller: it reads the world anew, decides the next single
 * change and makes it, with preconditions; so after a kill at any point the same step is safe again. What it throws is
 * tried again where that may help (lib/operations/failure.ts), and else ends the operation as failed.
 */
export interface OperationKind<P extends ProjectPermission = ProjectPermission, Plan = unknown> {
  readonly kind: string
  readonly permission: P
  readonly planSchema: z.ZodType<Plan>
  step(run: Run<Plan>): Promise<Step>
  /** What must be put right before the operation may be abandoned; what it throws keeps it from being so. */
  leave?(run: Run<Plan>): Promise<void>
}

/** Kept on globalThis: the start and the pages are bundles of their own. */
const shared = globalThis as typeof globalThis & {
  ordinalOperationKinds?: ReadonlyMap<string, OperationKind>
}

export function setOperationKinds(kinds: readonly OperationKind[]): void {
  shared.ordinalOperationKinds = new Map(kinds.map((one) => [one.kind, one]))
}

/** Undefined for a kind of a newer replica. */
export function findOperationKind(kind: string): OperationKind | undefined {
  return shared.ordinalOperationKinds?.get(kind)
}
