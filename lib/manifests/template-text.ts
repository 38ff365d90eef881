import { Document } from 'yaml'
import { isFields } from './read.ts'

/** What a reader looks for first in a map. */
const first = ['name', 'metadata', 'image', 'key', 'mountPath']

/**
 * A pod template as lines of YAML in an order of its own: revisions and live objects come with their keys in different
 * ones. What is null or empty is to the API server as if it were not there.
 */
export function templateLines(template: unknown): string[] {
  const document = new Document(ordered(template), { compat: 'yaml-1.1', aliasDuplicateObjects: false })
  return document.toString({ lineWidth: 0 }).trimEnd().split('\n')
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered)
  if (!isFields(value)) return value
  const rank = (key: string) => (first.includes(key) ? first.indexOf(key) : first.length)
  const keys = Object.keys(value).sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
  return Object.fromEntries(
    keys.filter((key) => value[key] !== null && key !== '$patch').map((key) => [key, ordered(value[key])]),
  )
}
