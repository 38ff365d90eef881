import { beforeAll, expect, it } from 'vitest'
import { createObject, deleteObject, listPages, patchObject } from '../../lib/kubernetes/objects.ts'
import type { Selection } from '../../lib/kubernetes/path.ts'
import type { ConfigMap } from '../../lib/kubernetes/types.ts'
import { openWatch, type WatchEvent } from '../../lib/kubernetes/watch.ts'
import type { NamespaceName, ObjectName } from '../../lib/names.ts'
import { onBothClusters, outcome } from './target.ts'

onBothClusters((target) => {
  let namespace: NamespaceName
  beforeAll(async () => {
    namespace = await target.namespace()
  })

  const make = async (name: string, labels: object = {}) =>
    (await createObject(target.ordinal, 'configmaps', namespace, { metadata: { name, labels } })).value
      .metadata
  const version = async () => {
    let last = ''
    for await (const page of listPages(target.admin, 'configmaps', { place: namespace }))
      last = page.resourceVersion
    return last
  }
  const open = (resourceVersion: string, more: Partial<Selection> = {}, timeoutSeconds = 60) =>
    openWatch(
      target.admin,
      'configmaps',
      { place: namespace, resourceVersion, timeoutSeconds, ...more },
      AbortSignal.timeout(20_000),
    )
  /** Events one after the other, each in a word. */
  async function words(watch: AsyncIterable<WatchEvent<ConfigMap>>, count: number): Promise<string[]> {
    const seen: string[] = []
    for await (const event of watch) {
      if (event.type !== 'BOOKMARK') seen.push(`${event.type} ${event.object.metadata.name}`)
      if (seen.length === count) break
    }
    return seen
  }
  const label = (name: string, uid: string, labels: Record<string, string | null>) =>
    patchObject(target.admin, 'configmaps', namespace, name as ObjectName, { metadata: { uid, labels } })

  it('goes on from the version of a list with all that happened since', async () => {
    const from = await version()
    const { uid } = await make('since')
    await label('since', uid, { a: 'b' })
    await deleteObject(target.ordinal, 'configmaps', namespace, 'since' as ObjectName, { uid })
    expect(await words(await open(from), 3)).toEqual(['ADDED since', 'MODIFIED since', 'DELETED since'])
  })

  it('shows what comes into a selection as new, and what leaves it as gone', async () => {
    const from = await version()
    const { uid } = await make('selected')
    await label('selected', uid, { tier: 'a' })
    await label('selected', uid, { tier: 'a', more: 'b' })
    await label('selected', uid, { tier: null })
    const watch = await open(from, { labelSelector: 'tier=a' })
    expect(await words(watch, 3)).toEqual(['ADDED selected', 'MODIFIED selected', 'DELETED selected'])
  })

  it('may be of metadata alone', async () => {
    const from = await version()
    await make('bare', { a: 'b' })
    for await (const event of await open(from, { isMetadataOnly: true })) {
      if (event.type === 'BOOKMARK') continue
      expect(event.object.metadata.labels).toEqual({ a: 'b' })
      expect(Object.keys(event.object).sort()).toEqual(['apiVersion', 'kind', 'metadata'])
      break
    }
  })

  it('cannot go back to what is forgotten, nor can the rest of a list', async () => {
    const note = async (name: string) => {
      const involvedObject = { namespace, name, kind: 'ConfigMap' }
      const event = { metadata: { name }, involvedObject, reason: 'Noted', type: 'Normal' }
      await target.send('POST', `/api/v1/namespaces/${namespace}/events`, event)
    }
    for (const name of ['first', 'second', 'third']) await note(name)
    const pages = listPages(target.ordinal, 'events', { place: namespace, pageSize: 1 })
    const { resourceVersion } = (await pages.next()).value ?? {}
    await note('fourth')
    const latest = await make('latest')
    await target.forget(latest.resourceVersion)
    expect(await outcome(pages.next())).toBe('expired')
    const from = { place: namespace, resourceVersion, timeoutSeconds: 60 }
    const watch = async () =>
      words(await openWatch(target.ordinal, 'events', from, AbortSignal.timeout(20_000)), 1)
    expect(await outcome(watch())).toBe('expired')
  })

  it('ends when it was told to, having said from where to go on', async () => {
    const elsewhere = await target.namespace()
    const { resourceVersion } = await make('bookmark')
    const watch = await open(resourceVersion, {}, 8)
    await createObject(target.ordinal, 'configmaps', elsewhere, { metadata: { name: 'other' } })
    const events: WatchEvent<ConfigMap>[] = []
    for await (const event of watch) events.push(event)
    // One or two: the server's clock for them is its own.
    expect(new Set(events.map(({ type }) => type))).toEqual(new Set(['BOOKMARK']))
    const last = events.at(-1)
    expect(last?.type === 'BOOKMARK' && Number(last.resourceVersion) > Number(resourceVersion)).toBe(true)
  })
})
