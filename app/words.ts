import { getMessages } from 'next-intl/server'

const ofSets = [
  ...['detail', 'related', 'budget', 'serviceDialog', 'companion', 'events', 'evidence', 'unblock'],
  ...['volumes', 'fates', 'replicas', 'deletion', 'restart', 'rollout', 'canary', 'revisions', 'changes'],
  ...['rollback', 'operationPanel', 'operationSteps', 'pod', 'podActions', 'logs'],
]

/** The parts that some pages need beside what all need: lists are opened most, and do without. */
const parts = {
  /** The pages of one set, of its pods and of volumes. */
  sets: ofSets,
  /** The form of a set and the editor, which say what becomes of it, too. */
  forms: [...ofSets, 'create', 'templates', 'notices', 'editor', 'edit'],
  /** The terminals of a project. */
  terminals: ['terminal'],
  /** What the server alone says. */
  server: ['clusters', 'sandbox', 'tour', 'guide'],
}

/** One of those, or what every page may say. */
type Part = Exclude<keyof typeof parts, 'server'> | 'all'

/** Of the messages of a language: each part as it goes to the browser. */
const texts = new WeakMap<object, Map<Part, string>>()

/**
 * What a part of the pages says in the language of the request, as JSON, for `Words`. One text: React would write and
 * read each word apart, on every page.
 */
export async function wordsOf(part: Part): Promise<string> {
  const messages = await getMessages()
  const known = texts.get(messages) ?? new Map<Part, string>()
  texts.set(messages, known)
  const text = known.get(part) ?? JSON.stringify(Object.fromEntries(entriesOf(part, messages)))
  known.set(part, text)
  return text
}

function entriesOf(part: Part, messages: object): [string, unknown][] {
  const apart = Object.values(parts).flat()
  const isOf = (name: string) => (part === 'all' ? !apart.includes(name) : parts[part].includes(name))
  return Object.entries(messages).filter(([name]) => isOf(name))
}
