/** Between two questions, ms. */
const againMs = 1000
/** What a proxy says in the place of an Ordinal that is away. */
const away: ReadonlySet<number> = new Set([502, 503, 504])

/**
 * A `fetch` that goes on asking for a page while Ordinal does not answer, and calls `tell` when that begins and ends.
 * The router would leave for the browser's own error page, with all that is typed into this one. Nothing else is asked
 * twice: an action may have been done although its answer was lost.
 */
export function patientFetch(
  fetch: typeof globalThis.fetch,
  tell: (isWaiting: boolean) => void,
): typeof globalThis.fetch {
  let waiting = 0
  const count = (by: 1 | -1) => {
    waiting += by
    tell(waiting > 0)
  }
  return async (input, init) => {
    if (!isPageRead(init)) return fetch(input, init)
    const ask = () => readWhole(fetch(input, init)).catch(() => null)
    let response = await ask()
    if (response !== null) return response
    count(1)
    while (response === null) {
      await new Promise((resolve) => setTimeout(resolve, againMs))
      response = await ask()
    }
    count(-1)
    return response
  }
}

/** Null for what a proxy says. Fails when the answer breaks off: a part of a page is none. */
async function readWhole(asked: Promise<Response>): Promise<Response | null> {
  const response = await asked
  if (away.has(response.status)) return null
  await response.clone().arrayBuffer()
  return response
}

/** Whether the router waits for it, and nobody can take it back: what is fetched ahead it can do without. */
function isPageRead({ method = 'GET', headers: given, signal }: RequestInit = {}): boolean {
  const headers = new Headers(given)
  const isAhead = headers.has('next-router-prefetch') || headers.has('next-router-segment-prefetch')
  return method === 'GET' && headers.has('rsc') && !isAhead && signal == null
}
