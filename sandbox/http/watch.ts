import type { ServerResponse } from 'node:http'
import type { AnyObject } from '../api/objects.ts'
import { apiVersionOf, resources } from '../api/resources.ts'
import type { Selector } from '../api/selectors.ts'
import { badRequest, StatusError } from '../api/status.ts'
import type { Change } from '../api/store.ts'
import type { Call } from './call.ts'
import { isMetadataOnly, metadataOf, selectorOf } from './read.ts'

/** A server ends a watch by itself after a random while; the sandbox after this, in seconds. */
const longest = 30 * 60
const bookmarkMs = 60_000
/** What a reader may have open before it is too slow to be kept, bytes. */
const maxBacklog = 16 * 1024 * 1024

/** Changes as they come, from a version on; 410 as an event when that is forgotten, as the server's cache does. */
export function watch({ sandbox, target, query, request, response }: Call): void {
  const { store } = sandbox.api
  const selects = selectorOf(query)
  const isShown = ({ metadata }: AnyObject) =>
    target.namespace === undefined || metadata.namespace === target.namespace
  const shows: Selector = (object) => isShown(object) && selects(object)
  const shape = isMetadataOnly(request.headers.accept) ? metadataOf : (object: AnyObject) => object
  const send = (type: string, object: object) => response.write(`${JSON.stringify({ type, object })}\n`)
  const tell = (change: Change) => {
    if (change.resource !== target.resource) return
    const event = eventOf(change, shows)
    if (event !== null) send(event.type, shape(event.object))
    if (response.writableLength > maxBacklog) response.destroy()
  }
  const from = query.get('resourceVersion') ?? ''
  if (!/^\d*$/.test(from)) throw badRequest(`Invalid value: "${from}": resourceVersion`)
  open(response)
  try {
    if (from === '' || from === '0')
      for (const object of store.list(target.resource, target.namespace).filter(selects))
        send('ADDED', shape(object))
    else store.since(Number(from)).forEach(tell)
  } catch (error) {
    if (!(error instanceof StatusError)) throw error
    send('ERROR', error.status)
    response.end()
    return
  }
  const { kind } = resources[target.resource]
  let told = Number(from)
  const bookmark = () => {
    // Nothing new is nothing to tell.
    if (store.version <= told) return
    told = store.version
    const metadata = { resourceVersion: String(store.version), creationTimestamp: null }
    send('BOOKMARK', { kind, apiVersion: apiVersionOf(resources[target.resource]), metadata })
  }
  const wantsBookmarks = query.get('allowWatchBookmarks') === 'true'
  const seconds = Math.min(Number(query.get('timeoutSeconds') || longest), longest)
  const timers = [setTimeout(() => end(), seconds * 1000)]
  if (wantsBookmarks) {
    timers.push(setInterval(bookmark, bookmarkMs))
    // Just before the end, so that the next watch goes on from here (k8s.io/apiserver cacher).
    if (seconds > 2) timers.push(setTimeout(bookmark, (seconds - 2) * 1000))
  }
  const close = store.listen(tell)
  const end = () => response.end()
  response.on('close', () => {
    timers.forEach(clearTimeout)
    close()
  })
}

function open(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' })
  response.flushHeaders()
}

interface Event {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED'
  readonly object: AnyObject
}

/** What is not selected any more is gone for the reader, and new when it is selected again. */
function eventOf({ before, after }: Change, shows: Selector): Event | null {
  const was = before !== undefined && shows(before)
  const is = after !== undefined && shows(after)
  if (is) return { type: was ? 'MODIFIED' : 'ADDED', object: after }
  if (!was) return null
  const version = (after ?? before).metadata.resourceVersion
  return {
    type: 'DELETED',
    object: { ...before, metadata: { ...before.metadata, resourceVersion: version } },
  }
}
