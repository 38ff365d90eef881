import { fieldsOf } from '../../lib/manifests/read.ts'
import { isAllowed, type User } from '../api/access.ts'
import { resourceNames } from '../api/resources.ts'
import { noSuchPath } from '../api/status.ts'

const group = 'authorization.k8s.io/v1'

/** What a user may do, asked by the user. Throws 404 for other reviews. */
export function review(kind: string, user: User, body: unknown): object {
  const { spec } = fieldsOf(body)
  if (kind === 'selfsubjectaccessreviews') {
    const allowed = mayDo(user, fieldsOf(spec))
    return { kind: 'SelfSubjectAccessReview', apiVersion: group, metadata: {}, spec, status: { allowed } }
  }
  if (kind === 'selfsubjectrulesreviews') {
    const status = { resourceRules: user.rules, nonResourceRules: [], incomplete: false }
    return { kind: 'SelfSubjectRulesReview', apiVersion: group, metadata: {}, spec: {}, status }
  }
  throw noSuchPath()
}

function mayDo(user: User, spec: Readonly<Record<string, unknown>>): boolean {
  const { verb, group, resource, subresource, namespace } = fieldsOf(spec.resourceAttributes)
  const known = resourceNames.find((name) => name === resource)
  if (known === undefined) return user.rules.some(({ resources }) => resources.includes('*'))
  return isAllowed(user, {
    verb: String(verb),
    group: String(group ?? ''),
    resource: known,
    subresource: subresource ? String(subresource) : undefined,
    namespace: namespace ? String(namespace) : undefined,
  })
}
