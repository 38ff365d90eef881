import { randomUUID } from 'node:crypto'
import type { AnyObject } from '../api/objects.ts'
import { apiVersionOf, resources } from '../api/resources.ts'
import { parseFieldSelector, parseLabelSelector, type Selector } from '../api/selectors.ts'
import { badRequest, expired } from '../api/status.ts'
import { type Call, sendJson } from './call.ts'
import type { Pages, Rest } from './context.ts'

export function get({ sandbox, target, request, response }: Call): void {
  const object = sandbox.api.get(target.resource, target.namespace, target.name ?? '')
  sendJson(response, 200, isMetadataOnly(request.headers.accept) ? metadataOf(object) : object)
}

/** As the rest of a list is kept for whoever reads it page by page: five minutes, and not without end. */
const pageMemoryMs = 5 * 60_000
const maxMemories = 200

export function list({ sandbox, target, query, request, response }: Call): void {
  const { api, pages } = sandbox
  const token = query.get('continue')
  const limit = Number(query.get('limit') ?? 0)
  if (!Number.isInteger(limit) || limit < 0) throw badRequest('invalid limit')
  const selects = selectorOf(query)
  const begun = token === null || token === '' ? undefined : resume(pages, token)
  const version = begun?.version ?? api.store.version
  const all = begun?.objects ?? api.store.list(target.resource, target.namespace).filter(selects)
  const page = limit === 0 ? all : all.slice(0, limit)
  const rest = all.slice(page.length)
  const isSelected = query.has('labelSelector') || query.has('fieldSelector')
  const next =
    rest.length === 0
      ? {}
      : {
          continue: remember(pages, { version, objects: rest, until: Date.now() + pageMemoryMs }),
          ...(isSelected ? {} : { remainingItemCount: rest.length }),
        }
  const metadata = { resourceVersion: String(version), ...next }
  const { kind } = resources[target.resource]
  if (isMetadataOnly(request.headers.accept)) {
    const list = { kind: 'PartialObjectMetadataList', apiVersion: 'meta.k8s.io/v1', metadata }
    sendJson(response, 200, { ...list, items: page.map(metadataOf) })
    return
  }
  const apiVersion = apiVersionOf(resources[target.resource])
  sendJson(response, 200, { kind: `${kind}List`, apiVersion, metadata, items: page })
}

export function selectorOf(query: URLSearchParams): Selector {
  const byLabel = parseLabelSelector(query.get('labelSelector'))
  const byField = parseFieldSelector(query.get('fieldSelector'))
  return (object) => byLabel(object) && byField(object)
}

export function isMetadataOnly(accept = ''): boolean {
  return /;\s*as=PartialObjectMetadata/.test(accept)
}

export function metadataOf({ metadata }: AnyObject): object {
  return { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata }
}

function remember(pages: Pages, rest: Rest): string {
  const [oldest] = pages.keys()
  if (pages.size >= maxMemories && oldest !== undefined) pages.delete(oldest)
  const token = Buffer.from(randomUUID()).toString('base64url')
  pages.set(token, rest)
  return token
}

function resume(pages: Pages, token: string): Rest {
  const rest = pages.get(token)
  if (rest !== undefined && rest.until > Date.now()) return rest
  throw expired(
    'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter.',
  )
}
