import type { FeedSource } from './log-feed'
import type { LogStore, OlderLine } from './log-store'
import { WireReader } from './wire-reader'

/** So many lines are loaded at once, of each container. */
export const olderLines = 5000

/**
 * Lines that the node keeps from before those that are held, in order. `url` asks for the last `lines` of each container
 * and no more. Throws when it is refused.
 */
export async function readOlder(
  url: (lines: number) => URL,
  store: LogStore,
  sources: readonly FeedSource[],
  signal: AbortSignal,
): Promise<OlderLine[]> {
  const oldest = oldestTimes(store, sources.length)
  const stop = new AbortController()
  const address = url(store.end - store.first + olderLines)
  const response = await fetch(address, { signal: AbortSignal.any([signal, stop.signal]), cache: 'no-store' })
  if (!response.ok || response.body === null) throw new Error(`older lines: ${response.status}`)
  const wire = new WireReader()
  const places = new Map<number, number>()
  const older: OlderLine[] = []
  const reached = new Set<number>()
  const reader = response.body.getReader()
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    for (const item of wire.push(part.value)) {
      if (item.kind === 'mark') {
        const { mark } = item
        if (mark.kind !== 'source') continue
        const place = sources.findIndex((one) => one.uid === mark.uid && one.container === mark.container)
        if (place >= 0) places.set(mark.n, place)
        continue
      }
      if (item.kind === 'more') continue
      const source = places.get(item.n)
      if (source === undefined) continue
      if (item.time < (oldest.get(source) ?? Number.POSITIVE_INFINITY))
        older.push({ source, time: item.time, text: item.text.slice() })
      else reached.add(source)
    }
    if (places.size > 0 && reached.size >= places.size) break
  }
  stop.abort()
  return older
}

/** Of each source, the time of its first line that is held. */
function oldestTimes(store: LogStore, sources: number): ReadonlyMap<number, number> {
  const oldest = new Map<number, number>()
  for (let number = store.first; number < store.end && oldest.size < sources; number++) {
    const line = store.get(number)
    if (line !== null && !line.isMark && !oldest.has(line.source)) oldest.set(line.source, line.time)
  }
  return oldest
}
