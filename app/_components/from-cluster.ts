import 'server-only'
import { notFound } from 'next/navigation'
import { type ErrorCode, isAppError } from '@/lib/errors'

/** What a page reads from the cluster, or the code of why it could not; what is not there is the not-found page. */
export async function fromCluster<T>(reading: () => Promise<T>): Promise<{ value: T } | { code: ErrorCode }> {
  try {
    return { value: await reading() }
  } catch (error) {
    if (isAppError(error, 'not_found')) notFound()
    if (isAppError(error) && error.code.startsWith('cluster_')) return { code: error.code }
    throw error
  }
}
