import { join } from 'node:path'
import { everything, readRules, type User } from './api/access.ts'

const deploy = join(import.meta.dirname, '..', 'deploy')

/** The two accounts of a sandbox: everything, and what Ordinal is given in a real cluster. */
export function makeUsers(tokens: { readonly admin: string; readonly ordinal: string }): Map<string, User> {
  const names = ['clusterrole.yaml', 'clusterrole-secrets.yaml', 'clusterrole-secret-values.yaml']
  const ordinal = names.flatMap((name) => readRules(join(deploy, name)))
  return new Map([
    [tokens.admin, { name: 'admin', groups: ['system:masters'], rules: [everything] }],
    [tokens.ordinal, { name: 'ordinal', groups: [], rules: ordinal }],
  ])
}
