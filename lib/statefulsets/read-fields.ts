import 'server-only'

/** What a person wrote may be of any shape; these read it without believing it. */
export type Fields = Readonly<Record<string, unknown>>

export function recordOf(value: unknown): Fields | null {
  const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isRecord ? (value as Fields) : null
}

export function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
