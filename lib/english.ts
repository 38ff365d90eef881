import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A sentence of messages/, by its key and what stands in its blanks. */
export interface Sentence {
  readonly key: string
  readonly values: Readonly<Record<string, string | number>>
}

/** A sentence in English, for the terminal in which Ordinal runs. Knows `{name}` alone, no plurals. */
export function inEnglish({ key, values }: Sentence): string {
  const messages: unknown = JSON.parse(readFileSync(join(process.cwd(), 'messages', 'en.json'), 'utf8'))
  const text = key
    .split('.')
    .reduce<unknown>((part, name) => (part as Record<string, unknown> | undefined)?.[name], messages)
  if (typeof text !== 'string') throw new Error(`no text ${key}`)
  return text.replace(/\{(\w+)\}/g, (_blank, name: string) => String(values[name] ?? ''))
}
