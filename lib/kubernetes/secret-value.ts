import 'server-only'
import { AppError, isAppError } from '../errors.ts'
import type { NamespaceName, ObjectName } from '../names.ts'
import type { Cluster } from './cluster.ts'
import { objectPath } from './path.ts'
import { request } from './request.ts'

interface RawSecret {
  readonly data?: Readonly<Record<string, string>> | null
}

/**
 * What a Secret holds under one key; the other values end here. Throws `not_found` where there is no such Secret or key,
 * `cluster_forbidden` where Ordinal's account may not read it.
 */
export async function getSecretValue(
  cluster: Cluster,
  namespace: NamespaceName,
  name: ObjectName,
  key: string,
): Promise<Buffer> {
  const path = objectPath('secrets', namespace, name)
  const { value } = await request<RawSecret>(cluster, { method: 'GET', path }).catch(withoutCause)
  const data = value.data ?? {}
  const encoded = Object.hasOwn(data, key) ? data[key] : undefined
  if (encoded === undefined) throw new AppError('not_found', { message: 'no such key in the Secret' })
  return Buffer.from(encoded, 'base64')
}

/** A cause may quote the answer, and goes to the log. */
function withoutCause(error: unknown): never {
  if (!isAppError(error)) throw new AppError('cluster_failed')
  const { code, retryAfterSeconds } = error
  throw new AppError(code, {
    message: 'the Secret could not be read',
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  })
}
