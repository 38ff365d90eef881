import type { SortColumn } from '@/lib/statefulsets/query'

/** A column, and how wide it is as a grid track. */
const tracks = {
  name: 'minmax(150px, 2fr)',
  state: 'minmax(170px, 2.2fr)',
  ready: 'minmax(112px, 0.9fr)',
  rollout: 'minmax(112px, 0.9fr)',
  project: 'minmax(96px, 1fr)',
  images: 'minmax(120px, 1.4fr)',
  claims: '92px',
  age: '56px',
  updated: '72px',
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
