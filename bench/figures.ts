/** What is to be reached, beside what was measured. */
type Targets = Readonly<Record<string, string>>

export const listTargets: Targets = {
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
  'last changes never painted': '0',
  'main thread busy at 50 a second, %': '≤ 15',
  'search, last key → rows, median ms': '≤ 60',
  'search, last key → rows, p95 ms': '≤ 120',
  'LIST in 66 s, 1 page': '0',
  'WATCH in 66 s, 1 page': '',
  'LIST in 66 s, 20 pages': 'the same',
  'WATCH in 66 s, 20 pages': 'the same',
  'LIST at churn, 30 s': '0',
  'server memory, MB': '≤ 600',
  'server memory at its highest, MB': '',
  'server CPU idle, % of a core': '≤ 2',
  'rows right after a cut of 30 s, ms': '≤ 3000',
  'rows right after the apiserver restarted, ms': '≤ 30000',
  'raw API: all sets, ms': '',
  'raw API: all sets, MB': '',
  'raw API: metadata of all sets, ms': '',
}

export const createTargets: Targets = {
  'key in a field → painted, p95 ms': '≤ 50',
  'key in one of 300 fields → painted, p95 ms': '≤ 50',
  'key in the editor → painted, p95 ms': '≤ 50',
  'key in the editor beside the form → painted, p95 ms': '≤ 50',
  'step → painted, p50 ms': '',
  'step → painted, p95 ms': '≤ 100',
  'dry run shown, ms': '≤ 1000',
  'raw dry run, ms': '',
  'JS before the editor, gzip, KB': '≤ 250',
  'JS + CSS before the editor, on the wire, KB': '',
}

export const logTargets: Targets = {
  'click → first line, median ms': '≤ 300 over the raw API',
  'raw API: first byte of a log, median ms': '',
  'main thread busy at 10,000 lines a second, %': '≤ 50',
  'longest frame in 60 s, ms': '≤ 100',
  'lines in 60 s': '≥ 600000',
  'heap growth in 60 s, MB': '≤ 10',
  'main thread busy at 50,000 lines a second, %': '',
  'longest frame in 20 s of it, ms': '',
  'lines in 20 s of it': '',
  'heap growth in 20 s of it, MB': '≤ 10',
  '1,000,000 lines read, s': '',
  'text in 1,000,000 lines, ms': '≤ 1000',
  'expression in 1,000,000 lines, ms': '≤ 1000',
  'expression in 1,000,000 lines at the node, s': '',
  'server memory for 100 streams, MB': '≤ 150',
}

export const terminalTargets: Targets = {
  'raw exec: key → echo, p50 ms': '',
  'raw exec: key → echo, p95 ms': '',
  'terminal: key → echo in the browser, p50 ms': '',
  'terminal: key → echo in the browser, p95 ms': '',
  'terminal over raw exec, p95 ms': '≤ 30',
  'terminal: key → drawn, p50 ms': '',
  'terminal: key → drawn, p95 ms': '',
}

export const sandboxTargets: Targets = {
  'first start, s': '',
  '1,000 sets made and their pods ready, s': '',
  'start with 1,000 sets, until they are listed, s': '≤ 5',
  'memory with 1,000 sets, MB': '≤ 300',
  'npm start, first, until the login page, s': '',
  'npm start, again, until the login page, s': '≤ 5',
}

export type Figures = Record<string, number>

export const percentile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
export const median = (values: readonly number[]): number => percentile(values, 0.5)

/** One table: a row for each figure, a column for each set of them. */
export function toTable(targets: Targets, results: ReadonlyMap<string, Figures>, reach: string): string {
  const heads = ['', ...results.keys(), reach]
  const rows = Object.entries(targets).map(([name, target]) => [
    name,
    ...[...results.values()].map((figures) => round(figures[name])),
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
