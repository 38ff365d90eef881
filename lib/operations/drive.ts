import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import { log } from '../log.ts'
import { isNamespaceName, isObjectName } from '../names.ts'
import { announceOperationChange } from './changes.ts'
import { backoffMs, readFailure, toOperationError } from './failure.ts'
import type { OperationKind, Run } from './kind.ts'
import { type Lease, LeaseLost, type OperationRow } from './lease.ts'
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
  let saved = ''
  let items: readonly ProgressItem[] = []
  let failures = 0
  while (!signal.aborted) {
    try {
      await lease.renew()
      const row = await lease.read()
      if (items.length === 0) items = row.progress as unknown as ProgressItem[]
      const step = await kind.step(toRun(row, kind, lease))
      items = step.items
      if (step.next === 'done') return await lease.finish({ state: 'done', items })
      const text = JSON.stringify(items)
      if (text !== saved || failures > 0) {
        await lease.save({ progress: [...items], error: null })
        announceOperationChange()
      }
      saved = text
      failures = 0
      if (step.next === 'wait') await pause(pace.waitMs, signal)
    } catch (thrown) {
      if (thrown instanceof LeaseLost) throw thrown
      const { error, isTransient } = readFailure(thrown)
      if (!isTransient) {
        log.warn({ error, operation: lease.id, kind: kind.kind }, 'operation failed')
        return await lease.finish({ state: 'failed', items: failed(items), error: toOperationError(error) })
      }
      await lease.save({ error: toOperationError(error) }).catch(unlessLost)
      announceOperationChange()
      await pause(backoffMs(failures++, error), signal)
    }
  }
}

/** A database that does not answer has not said that the claim is lost. */
function unlessLost(error: unknown): void {
  if (error instanceof LeaseLost) throw error
}

function failed(items: readonly ProgressItem[]): ProgressItem[] {
  return items.map((item) => (item.state === 'running' ? { ...item, state: 'failed' } : item))
}

export function toRun(row: OperationRow, kind: OperationKind, lease: Lease): Run<unknown> {
  const { id, cluster, namespace, target, memo } = row
  if (!isNamespaceName(namespace) || !isObjectName(target)) throw new Error('not names of objects')
  return {
    ...{ id, cluster, namespace, target, memo },
    plan: kind.planSchema.parse(row.plan),
    saveMemo: (next) => lease.save({ memo: next }),
    hold: () => lease.renew(),
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined)
}
