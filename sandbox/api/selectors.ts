import { type Fields, fieldsOf, valueAt } from '../../lib/manifests/read.ts'
import type { AnyObject } from './objects.ts'
import { badRequest } from './status.ts'

/** Whether an object is meant. */
export type Selector = (object: AnyObject) => boolean

const everything: Selector = () => true

/** `a=b,c!=d,e,!f,g in (h,i)`. Throws 400. */
export function parseLabelSelector(text: string | null): Selector {
  if (text === null || text.trim() === '') return everything
  const requirements = text.split(/,(?![^(]*\))/).map(parseRequirement)
  return ({ metadata }) => requirements.every((holds) => holds(metadata.labels ?? {}))
}

type Requirement = (labels: Fields) => boolean

const among = /^(\S+)\s+(in|notin)\s+\(([^)]*)\)$/
const equality = /^([^=!\s]+)\s*(==|=|!=)\s*(\S*)$/
const existence = /^(!?)\s*([\w./-]+)$/

function parseRequirement(source: string): Requirement {
  const text = source.trim()
  const [, key = '', operator, list = ''] = among.exec(text) ?? []
  const values = list.split(',').map((value) => value.trim())
  if (operator === 'in') return (labels) => values.includes(String(labels[key] ?? '\0'))
  if (operator === 'notin') return (labels) => !values.includes(String(labels[key] ?? '\0'))
  const [, name = '', sign, value] = equality.exec(text) ?? []
  if (sign === '!=') return (labels) => labels[name] !== value
  if (sign !== undefined) return (labels) => labels[name] === value
  const [, not, label = ''] = existence.exec(text) ?? []
  if (not === undefined) throw badRequest(`unable to parse requirement: ${text}`)
  return (labels) => Object.hasOwn(labels, label) === (not === '')
}

/** Fields that can be selected by, beside name and namespace; the server knows no others (pkg/registry). */
const selectable: readonly string[] = [
  ...[
    'metadata.name',
    'metadata.namespace',
    'type',
    'reason',
    'spec.nodeName',
    'status.phase',
    'spec.unschedulable',
  ],
  ...['involvedObject.name', 'involvedObject.namespace', 'involvedObject.kind', 'involvedObject.uid'],
]

/** What a field is where it is left out. */
const unsaid: Readonly<Record<string, string>> = { 'spec.unschedulable': 'false' }

/** `metadata.name=a,type!=Normal`. Throws 400. */
export function parseFieldSelector(text: string | null): Selector {
  if (text === null || text === '') return everything
  const terms = text.split(',').map((source) => {
    const [, path = '', sign, value = ''] = equality.exec(source.trim()) ?? []
    if (sign === undefined) throw badRequest(`invalid field selector ${source}`)
    if (!selectable.includes(path)) throw badRequest(`field label not supported: ${path}`)
    const keys = path.split('.')
    return (object: AnyObject) =>
      (String(valueAt(fieldsOf(object), keys) ?? unsaid[path] ?? '') === value) === (sign !== '!=')
  })
  return (object) => terms.every((holds) => holds(object))
}
