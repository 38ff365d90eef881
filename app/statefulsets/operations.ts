import type { SetRow, SetView } from '@/lib/statefulsets/list/row'

/** What can be done to one set or several from a list. */
export const operations = ['scale', 'restart', 'stop', 'start', 'delete'] as const
export type Operation = (typeof operations)[number]

export const permissionOf = {
  scale: 'statefulset:scale',
  restart: 'statefulset:restart',
  stop: 'statefulset:stop',
  start: 'statefulset:stop',
  delete: 'statefulset:delete',
} as const satisfies Record<Operation, string>

/** Whether an operation would change anything. */
export function isOffered(operation: Operation, { desired, state }: SetRow): boolean {
  if (state === 'deleting') return false
  if (operation === 'stop' || operation === 'restart') return desired > 0
  return operation === 'start' ? desired === 0 : true
}

/**
 * Whether the cluster has done what was asked for and no operation of ours carries out. `row` is the set as it is now;
 * undefined when it is gone.
 */
export function isReached(operation: Operation, row: SetView | undefined, replicas: number): boolean {
  if (row === undefined) return false
  if (operation === 'stop') return row.state === 'stopped'
  if (operation === 'restart') return !row.isMixed && row.updated === row.desired && row.state === 'running'
  return row.desired === replicas && row.existing === replicas && row.ready === replicas
}

/** The first and last of the pods that end, as they end: from the highest ordinal down. */
export function endingPods(
  { name, start, desired }: SetRow,
  to: number,
): { first: string; last: string; count: number } {
  return {
    first: `${name}-${start + desired - 1}`,
    last: `${name}-${start + to}`,
    count: Math.max(0, desired - to),
  }
}
