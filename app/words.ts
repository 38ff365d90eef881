import type { AbstractIntlMessages } from 'next-intl'

/** What the form of a set and the editor say. */
const ofForms = ['create', 'templates', 'notices', 'editor', 'edit']
/** What the terminals of a project say; they bring it themselves. */
const ofTerminals = ['terminal']
/** What the pages of one set, of its pods and of volumes say. */
const ofSets = [
  ...[
    'detail',
    'related',
    'budget',
    'serviceDialog',
    'companion',
    'events',
    'evidence',
    'unblock',
    'volumes',
    'fates',
  ],
  ...['replicas', 'deletion', 'restart', 'rollout', 'canary', 'revisions', 'changes', 'rollback'],
  ...['operationPanel', 'operationSteps', 'pod', 'podActions', 'logs'],
]

/** What the server alone says. */
const ofServer = ['clusters', 'sandbox', 'tour', 'guide']

/** The words that go to the browser with every page: lists are opened most, and do without the others. */
export function wordsOfAll(messages: AbstractIntlMessages): AbstractIntlMessages {
  return without(messages, [...ofServer, ...ofForms, ...ofTerminals, ...ofSets])
}

/** Those for the pages of sets, pods and volumes. */
export function wordsOfSets(messages: AbstractIntlMessages): AbstractIntlMessages {
  return without(messages, [...ofServer, ...ofForms, ...ofTerminals])
}

function without(messages: AbstractIntlMessages, names: readonly string[]): AbstractIntlMessages {
  return Object.fromEntries(Object.entries(messages).filter(([name]) => !names.includes(name)))
}
