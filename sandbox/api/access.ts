import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { type ResourceName, resources } from './resources.ts'
import { forbidden, StatusError } from './status.ts'

/** One rule of RBAC (rbac.authorization.k8s.io/v1 PolicyRule). */
export interface Rule {
  readonly apiGroups: readonly string[]
  readonly resources: readonly string[]
  readonly verbs: readonly string[]
}

export interface User {
  readonly name: string
  readonly groups: readonly string[]
  readonly rules: readonly Rule[]
  /** Where the rules hold; everywhere when it is not given. */
  readonly namespaces?: readonly string[]
}

/** What a call is about, in the words of RBAC. */
export interface Attempt {
  readonly verb: string
  /** That of the resource, if it is not said: others have resources of the same name. */
  readonly group?: string | undefined
  readonly resource: ResourceName
  readonly subresource?: string | undefined
  readonly namespace?: string | undefined
  readonly name?: string | undefined
}

export const everything: Rule = { apiGroups: ['*'], resources: ['*'], verbs: ['*'] }

/** The rules of a ClusterRole in a file. */
export function readRules(file: string): readonly Rule[] {
  return (parse(readFileSync(file, 'utf8')) as { rules: Rule[] }).rules
}

export function isAllowed(user: User, attempt: Attempt): boolean {
  const { verb, resource, subresource, namespace, group = resources[resource].group } = attempt
  const named = subresource === undefined ? resource : `${resource}/${subresource}`
  const isIn =
    user.namespaces === undefined || (namespace !== undefined && user.namespaces.includes(namespace))
  const has = (list: readonly string[], word: string) => list.includes('*') || list.includes(word)
  return (
    isIn &&
    user.rules.some(
      (rule) => has(rule.apiGroups, group) && has(rule.resources, named) && has(rule.verbs, verb),
    )
  )
}

/** Throws 403 in the words of the server. */
export function requireAccess(user: User, attempt: Attempt): void {
  if (isAllowed(user, attempt)) return
  const { verb, resource, subresource, namespace, name = '', group = resources[resource].group } = attempt
  const named = subresource === undefined ? resource : `${resource}/${subresource}`
  const place = namespace === undefined ? 'at the cluster scope' : `in the namespace "${namespace}"`
  const why = `User "${user.name}" cannot ${verb} resource "${named}" in API group "${group}" ${place}`
  throw forbidden(resource, name, why)
}

export function unauthorized(): StatusError {
  return new StatusError(401, 'Unauthorized', 'Unauthorized')
}
