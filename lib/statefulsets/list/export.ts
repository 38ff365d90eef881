import 'server-only'
import type { ProjectScope } from '../../auth/scope.ts'
import { listStatefulSets, readAll } from './list.ts'
import type { ListQuery } from './query.ts'
import type { SetRow } from './row.ts'

type Format = 'csv' | 'json'

const columns: Readonly<Record<string, (row: SetRow) => string | number>> = {
  project: ({ project }) => project,
  name: ({ name }) => name,
  description: ({ description }) => description,
  state: ({ state }) => state,
  reason: ({ blocker, state }) => (state === 'stuck' ? (blocker?.reason ?? '') : ''),
  blocked_by: ({ blocker, state }) => (state === 'stuck' ? (blocker?.podName ?? '') : ''),
  ready: ({ ready }) => ready,
  desired: ({ desired }) => desired,
  updated: ({ updated }) => updated,
  images: ({ images }) => images.join(' '),
  claim_bytes: ({ claims, desired }) => claims.bytes * desired,
  created_at: ({ createdAt }) => createdAt,
  updated_at: ({ updatedAt }) => updatedAt,
}

/** All sets of the answer, not only a page of them, row by row as a file to keep. */
export async function exportList(
  scopes: readonly ProjectScope<'statefulset:view'>[],
  query: ListQuery,
  format: Format,
): Promise<Response> {
  await listStatefulSets(scopes, query)
  const encoder = new TextEncoder()
  const parts = format === 'csv' ? toCsv(readAll(scopes, query)) : toJson(readAll(scopes, query))
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const { done, value } = parts.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
  })
  const type = format === 'csv' ? 'text/csv' : 'application/json'
  return new Response(body, {
    headers: {
      'Content-Type': `${type}; charset=utf-8`,
      'Content-Disposition': `attachment; filename="statefulsets.${format}"`,
      'Cache-Control': 'private, no-store',
    },
  })
}

function* toCsv(rows: Iterable<SetRow>): Generator<string> {
  // The byte order mark tells Excel that this is UTF-8.
  yield `\uFEFF${Object.keys(columns).join(',')}\r\n`
  for (const row of rows)
    yield `${Object.values(columns)
      .map((read) => toCell(read(row)))
      .join(',')}\r\n`
}

/** RFC 4180; a text that a spreadsheet would take for a formula is kept a text by an apostrophe (OWASP CSV injection). */
function toCell(value: string | number): string {
  if (typeof value === 'number') return String(value)
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function* toJson(rows: Iterable<SetRow>): Generator<string> {
  let separator = '['
  for (const row of rows) {
    const entries = Object.entries(columns).map(([name, read]) => [name, read(row)])
    yield `${separator}\n${JSON.stringify(Object.fromEntries(entries))}`
    separator = ','
  }
  yield separator === '[' ? '[]\n' : '\n]\n'
}
