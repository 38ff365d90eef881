import { routes } from '@/lib/routes'
import type { Preflight } from '@/lib/statefulsets/create/preflight-facts'

/** What the cluster says to a question as JSON; null where it is refused. Rejects when it does not get there. */
export async function askPreflight(
  slug: string,
  question: string,
  signal: AbortSignal,
): Promise<Preflight | null> {
  const address = `${routes.preflight(slug)}?${new URLSearchParams({ draft: question })}`
  const response = await fetch(address, { signal })
  return response.ok ? ((await response.json()) as Preflight) : null
}
