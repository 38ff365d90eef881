/** What is to be reached at 10,000 sets, beside what was measured. */
export const targets: Readonly<Record<string, string>> = {
  'first row, cold browser, ms': '≤ 450',
  'first row, warm browser, ms': '',
  'first byte p95, ms': '≤ 30',
  'JS + CSS, KB': '≤ 190',
  'data, KB': '≤ 30',
  'heap after 30 s, MB': '≤ 15',
  'heap after churn, MB': '≤ 18',
  'change → painted, > 1 s apart, p50 ms': '≤ 40',
  'change → painted, > 1 s apart, p95 ms': '≤ 100',
  'change → painted, 0.2–0.5 s apart, p50 ms': '≤ 60',
  'change → painted, 0.2–0.5 s apart, p95 ms': '≤ 300',
  'change → painted, 50 a second, p50 ms': '≤ 200',
  'change → painted, 50 a second, p95 ms': '≤ 350',
  'main thread busy at 50 a second, %': '≤ 15',
  'search, last key → rows, median ms': '≤ 60',
  'search, last key → rows, p95 ms': '≤ 120',
  'LIST in 60 s, 1 page': '0',
  'WATCH in 60 s, 1 page': '',
  'LIST in 60 s, 20 pages': 'the same',
  'WATCH in 60 s, 20 pages': 'the same',
  'LIST at churn, 30 s': '0',
  'server memory, MB': '≤ 600',
  'server CPU idle, % of a core': '≤ 2',
  'rows right after a cut of 30 s, ms': '≤ 3000',
  'rows right after the apiserver restarted, ms': '≤ 30000',
  'raw API: all sets, ms': '',
  'raw API: all sets, MB': '',
  'raw API: metadata of all sets, ms': '',
}

export type Figures = Record<string, number>

export const percentile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
export const median = (values: readonly number[]): number => percentile(values, 0.5)

/** One table: a row for each figure, a column for each size. */
export function toTable(results: ReadonlyMap<number, Figures>): string {
  const sizes = [...results.keys()]
  const heads = ['', ...sizes.map((size) => `N = ${size.toLocaleString('en')}`), 'reach at 10,000']
  const rows = Object.entries(targets).map(([name, target]) => [
    name,
    ...sizes.map((size) => round(results.get(size)?.[name])),
    target,
  ])
  const widths = heads.map((_, column) =>
    Math.max(...[heads, ...rows].map((row) => (row[column] ?? '').length)),
  )
  return [heads, ...rows]
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  '),
    )
    .join('\n')
}

function round(value: number | undefined): string {
  if (value === undefined || Number.isNaN(value)) return '–'
  return value >= 100 ? String(Math.round(value)) : String(Math.round(value * 10) / 10)
}
