import 'server-only'
import type { PlatformScope } from '../auth/scope.ts'
import { db } from '../db/client.ts'
import type { SetPolicyInput } from './schema.ts'

/** Counts from the next request on; sets that are there stay as they are. Throws `not_found`. */
export async function setPolicy(
  _scope: PlatformScope<'project:policy'>,
  { slug, policy }: SetPolicyInput,
): Promise<true> {
  await db().project.update({ where: { slug }, data: { policy } })
  return true
}
