import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { envSchema } from '../lib/env.ts'

const readme = join(import.meta.dirname, '..', 'README.md')
const [begin, end] = ['<!-- settings: node scripts/settings-table.ts -->', '<!-- /settings -->']

/** The README with its table of settings as lib/env.ts has them. */
export function withSettings(text: string): string {
  const [before, rest = ''] = text.split(begin)
  const [, after] = rest.split(end)
  if (after === undefined) throw new Error(`README.md has no place for the settings: ${begin}`)
  return `${before}${begin}\n\n${settingsTable()}\n\n${end}${after}`
}

/** In columns, as the formatter has them. */
function settingsTable(): string {
  const rows = Object.entries(envSchema.shape).flatMap(([key, { description }]) =>
    description === undefined ? [] : [[`\`${key}\``, description.replaceAll('|', '\\|')]],
  )
  const all = [['setting', 'what'], ...rows]
  const widths = [0, 1].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)))
  const line = (cells: readonly string[], fill = ' ') =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0, fill)).join(' | ')} |`
  const [head = [], ...body] = all
  return [line(head), line(['', ''], '-'), ...body.map((row) => line(row))].join('\n')
}

if (import.meta.main) writeFileSync(readme, withSettings(readFileSync(readme, 'utf8')))
