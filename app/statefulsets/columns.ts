import type { SortColumn } from '@/lib/statefulsets/list/query'

/** A column, and how wide it is as a grid track. */
const tracks = {
  name: 'minmax(120px, 1.6fr)',
  state: 'minmax(216px, 3fr)',
  ready: 'minmax(104px, 0.8fr)',
  rollout: '84px',
  project: 'minmax(84px, 1fr)',
  images: 'minmax(92px, 1.2fr)',
  claims: '60px',
  age: '64px',
  updated: '64px',
} as const satisfies Record<SortColumn, string>

export type Column = keyof typeof tracks

/** What cannot be hidden: without these a row says nothing. */
export const fixedColumns: readonly Column[] = ['name', 'state', 'ready']

export function columnsOf(isOverAll: boolean, hidden: readonly string[]): readonly Column[] {
  return (Object.keys(tracks) as Column[]).filter(
    (column) =>
      (column !== 'project' || isOverAll) && (fixedColumns.includes(column) || !hidden.includes(column)),
  )
}

/** The grid of each row: the checkbox, the columns, the menu. */
export function gridOf(columns: readonly Column[]): string {
  return ['28px', ...columns.map((column) => tracks[column]), '36px'].join(' ')
}
