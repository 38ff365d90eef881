import { headers } from 'next/headers'
import { z } from 'zod'
import { projectStream } from '@/lib/route-handler'
import { getManifestSchema } from '@/lib/statefulsets/create/manifest-schema'

const schema = z.object({ project: z.string() })

/** The JSON schema with which the editor completes and checks; the browser keeps it and asks whether it still holds. */
export const GET = projectStream('statefulset:create', schema, async (scope) => {
  const { json, etag } = await getManifestSchema(scope)
  const caching = { ETag: etag, 'Cache-Control': 'private, no-cache' }
  const isKnown = (await headers()).get('if-none-match')?.includes(etag) ?? false
  if (isKnown) return new Response(null, { status: 304, headers: caching })
  return new Response(json, { headers: { ...caching, 'Content-Type': 'application/schema+json' } })
})
