import type { ZodMiniType } from 'zod/mini'
import type { FieldError } from '../errors.ts'
import { type Fault, fault, located } from './fault.ts'
import { misspelling } from './misspelt.ts'
import type { Manifest } from './parse.ts'
import { podRuleFaults } from './pod-rules.ts'
import { type Policy, policyFaults } from './policy.ts'
import { fieldsOf, isLeftOut, listOf, valueAt } from './read.ts'
import { isObjectType, objectSchemas } from './schema-objects.ts'
import { isSelected } from './selector.ts'

/** More than anybody mends before looking again. */
const maxComplaints = 200

export interface CheckContext {
  /** The project's; another one in the text is refused, never changed. */
  readonly namespace: string
  readonly policy: Policy
}

/**
 * What is wrong with manifests before any server sees them, in the order of the text: one set of rules for form, import,
 * code and edit. Fields that are not known here pass; the cluster's own schema and its dry run judge those.
 */
export function checkManifests(manifests: readonly Manifest[], context: CheckContext): FieldError[] {
  const errors = manifests.flatMap((manifest) =>
    faultsOf(manifest, manifests, context).map((one) => located(one, manifest)),
  )
  if (!manifests.some(isSet)) errors.push({ path: 'manifest', code: 'manifest_no_set' })
  return errors.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)).slice(0, maxComplaints)
}

export function isSet({ apiVersion, kind }: Manifest): boolean {
  return apiVersion === 'apps/v1' && kind === 'StatefulSet'
}

function faultsOf(
  manifest: Manifest,
  all: readonly Manifest[],
  { namespace, policy }: CheckContext,
): Fault[] {
  const type = `${manifest.apiVersion} ${manifest.kind}`
  if (!isObjectType(type)) return [fault(['kind'], 'manifest_kind', `${type} ${manifest.name}`.trim())]
  const earlier = all.slice(0, all.indexOf(manifest))
  const faults = schemaFaults(manifest.object, objectSchemas[type])
  if (manifest.namespace !== undefined && manifest.namespace !== namespace)
    faults.push(fault(['metadata', 'namespace'], 'manifest_namespace', manifest.namespace))
  if (isSet(manifest)) {
    if (earlier.some(isSet)) faults.push(fault(['kind'], 'manifest_one_set'))
    faults.push(...setFaults(manifest, policy))
  } else if (earlier.some(({ kind, name }) => kind === manifest.kind && name === manifest.name)) {
    faults.push(fault(['metadata', 'name'], 'object_twice', `${manifest.kind} ${manifest.name}`))
  }
  return faults
}

/** What zod found, with the value itself as data for the sentence where the rule gives none. */
function schemaFaults(object: unknown, schema: ZodMiniType): Fault[] {
  const { error } = schema.safeParse(object)
  return (error?.issues ?? []).map(({ path: at, message }) => {
    const path = at.map((part) => (typeof part === 'number' ? part : String(part)))
    const [code = '', ...data] = message.split(': ')
    const slip = code === 'required' ? misspelling(String(path.at(-1)), keysBeside(object, path)) : undefined
    if (slip !== undefined) return fault([...path.slice(0, -1), slip], 'unknown_field')
    return fault(path, code, data.length > 0 ? data.join(': ') : shown(valueAt(object, path)))
  })
}

function keysBeside(object: unknown, path: readonly (string | number)[]): string[] {
  const last = path.at(-1)
  return Object.keys(fieldsOf(valueAt(object, path.slice(0, -1)))).filter((key) => key !== last)
}

/** A value as a sentence shows it. */
function shown(value: unknown): string | undefined {
  if (value === undefined || value === null || value === '' || typeof value === 'object') return undefined
  const text = String(value)
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}

function setFaults({ object }: Manifest, policy: Policy): Fault[] {
  const spec = fieldsOf(object.spec)
  const template = fieldsOf(spec.template)
  return [
    ...(isLeftOut(spec.template) ? [] : selectorFaults(spec.selector, fieldsOf(template.metadata).labels)),
    ...podRuleFaults(spec),
    ...policyFaults(template, policy, ['spec', 'template']),
  ]
}

function selectorFaults(selector: unknown, labels: unknown): Fault[] {
  const { matchLabels, matchExpressions } = fieldsOf(selector)
  const count = Object.keys(fieldsOf(matchLabels)).length + listOf(matchExpressions).length
  // What is missing is said already.
  if (isLeftOut(selector)) return []
  if (count === 0) return [fault(['spec', 'selector'], 'selector_empty')]
  if (isSelected(selector, labels)) return []
  return [fault(['spec', 'template', 'metadata', 'labels'], 'selector_mismatch')]
}
