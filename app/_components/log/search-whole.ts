import { type ErrorCode, errorCodes } from '@/lib/errors'
import type { LogHit, SearchNews } from '@/lib/pods/log-query'

/** How far a search of a whole log is. */
export interface WholeFound {
  /** The first of them, in the order of the log. */
  readonly hits: readonly LogHit[]
  readonly count: number
  readonly lines: number
  /** The timestamp up to which it has looked; '' before the first. */
  readonly at: string
  readonly state: 'searching' | 'stopped' | Extract<SearchNews, { kind: 'end' }>['reason']
  /** Why it was refused. */
  readonly code: ErrorCode | null
}

export const nothingFound: WholeFound = {
  ...{ hits: [], count: 0, lines: 0, at: '', state: 'searching', code: null },
}

/** Has the server look through the whole log, and tells what it finds. Never throws. */
export async function searchWhole(
  url: URL,
  tell: (found: WholeFound) => void,
  signal: AbortSignal,
): Promise<void> {
  let found = nothingFound
  const become = (change: Partial<WholeFound>) => {
    found = { ...found, ...change }
    tell(found)
  }
  try {
    const response = await fetch(url, { signal, cache: 'no-store', redirect: 'error' })
    if (!response.ok || response.body === null) {
      const { code } = (await response.json()) as { code: ErrorCode }
      return become({ state: 'lost', code: Object.hasOwn(errorCodes, code) ? code : 'unexpected' })
    }
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
    let rest = ''
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      const lines = (rest + part.value).split('\n')
      rest = lines.pop() ?? ''
      become(lines.map((line) => JSON.parse(line) as SearchNews).reduce(take, found))
    }
    if (found.state === 'searching') become({ state: 'lost' })
  } catch {
    become({ state: signal.aborted ? 'stopped' : 'lost' })
  }
}

function take(found: WholeFound, news: SearchNews): WholeFound {
  switch (news.kind) {
    case 'hit':
      return { ...found, hits: [...found.hits, news], count: Math.max(found.count, found.hits.length + 1) }
    case 'progress':
      return { ...found, lines: news.lines, count: news.hits, at: news.at }
    case 'end':
      return { ...found, lines: news.lines, count: news.hits, state: news.reason }
  }
}
