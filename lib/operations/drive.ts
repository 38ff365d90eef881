import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import { log } from '../log.ts'
import { isNamespaceName, isObjectName } from '../names.ts'
import { announceOperationChange } from './changes.ts'
import { backoffMs, readFailure, toOperationError } from './failure.ts'
import type { OperationKind, Run } from './kind.ts'
import { type Lease, LeaseLost, type OperationRow } from './lease.ts'
import { recorded } from './record.ts'
import type { ProgressItem } from './schema.ts'

export interface DrivePace {
  readonly leaseMs: number
  /** Between two steps while the cluster is at it. */
  readonly waitMs: number
}

/** Steps one claimed operation until it ends, the claim is lost, or the signal aborts. Never throws. */
export async function driveOperation(
  lease: Lease,
  kind: OperationKind,
  pace: DrivePace,
  signal: AbortSignal,
): Promise<void> {
  const keeping = setInterval(() => {
    // A failure shows before the next step, which renews too.
    lease.renew().catch(() => undefined)
  }, pace.leaseMs / 3)
  try {
    await stepToEnd(lease, kind, pace, signal)
  } catch (error) {
    if (!(error instanceof LeaseLost)) log.error({ error, operation: lease.id }, 'operation left to others')
  } finally {
    clearInterval(keeping)
    await lease.release().catch(() => undefined)
    announceOperationChange()
  }
}

async function stepToEnd(
  lease: Lease,
  kind: OperationKind,
  pace: DrivePace,
  signal: AbortSignal,
): Promise<void> {
  const shown = new Shown(lease)
  let failures = 0
  while (!signal.aborted) {
    try {
      await lease.renew()
      const row = await lease.read()
      shown.begin(row)
      const step = await kind.step(toRun(row, kind, lease, (items) => shown.show(items)))
      if (step.next === 'done') return await lease.finish({ state: 'done', items: step.items })
      await shown.show(step.items, failures > 0)
      failures = 0
      if (step.next === 'wait') await pause(pace.waitMs, signal)
    } catch (thrown) {
      if (thrown instanceof LeaseLost) throw thrown
      const { error, isTransient } = readFailure(thrown)
      if (!isTransient) {
        log.warn({ error, operation: lease.id, kind: kind.kind }, 'operation failed')
        const items = failed(shown.items)
        return await lease.finish({ state: 'failed', items, error: toOperationError(error) })
      }
      await lease.save({ error: toOperationError(error) }).catch(unlessLost)
      announceOperationChange()
      await pause(backoffMs(failures++, error), signal)
    }
  }
}

/** The progress that is in the database, written when it changed. */
class Shown {
  items: readonly ProgressItem[] = []
  readonly #lease: Lease
  #text: string | null = null

  constructor(lease: Lease) {
    this.#lease = lease
  }

  begin(row: OperationRow): void {
    if (this.#text === null) this.items = row.progress as unknown as ProgressItem[]
  }

  async show(items: readonly ProgressItem[], isAfterFailure = false): Promise<void> {
    const text = JSON.stringify(items)
    if (text === this.#text && !isAfterFailure) return
    this.items = items
    await this.#lease.save({ progress: [...items], error: null })
    this.#text = text
    announceOperationChange()
  }
}

/** A database that does not answer has not said that the claim is lost. */
function unlessLost(error: unknown): void {
  if (error instanceof LeaseLost) throw error
}

function failed(items: readonly ProgressItem[]): ProgressItem[] {
  return items.map((item) => (item.state === 'running' ? { ...item, state: 'failed' } : item))
}

export function toRun(
  row: OperationRow,
  kind: OperationKind,
  lease: Lease,
  report: Run<unknown>['report'],
): Run<unknown> {
  const { id, cluster, namespace, target } = row
  if (!isNamespaceName(namespace) || !isObjectName(target)) throw new Error('not names of objects')
  let memo: unknown = row.memo
  return {
    ...{ id, cluster, namespace, target },
    plan: kind.planSchema.parse(row.plan),
    get memo() {
      return memo
    },
    saveMemo: async (next) => {
      await lease.save({ memo: next })
      memo = next
    },
    hold: () => lease.renew(),
    recorded: (change, make) => recorded(row, change, make),
    report,
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined)
}
