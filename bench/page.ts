import type { CDPSession, Locator, Page } from '@playwright/test'

/** Runs in the page before its own scripts: notes when the first row and each change were painted. */
export function watchPage(): void {
  const bench = { firstRow: 0, painted: {} as Record<string, number> }
  Object.assign(window, { bench })
  const afterPaint = (then: () => void) =>
    requestAnimationFrame(() => {
      const channel = new MessageChannel()
      channel.port1.onmessage = then
      channel.port2.postMessage(null)
    })
  const look = () => {
    if (bench.firstRow === 0 && document.querySelector('[data-key]') !== null) {
      bench.firstRow = -1
      afterPaint(() => {
        bench.firstRow = performance.now()
      })
    }
    const fresh = [...document.querySelectorAll('[data-column="name"]')].flatMap(
      (cell) => /change-\d+/.exec(cell.textContent ?? '')?.[0] ?? [],
    )
    const seen = fresh.filter((text) => !(text in bench.painted))
    if (seen.length === 0) return
    for (const text of seen) bench.painted[text] = -1
    afterPaint(() => {
      for (const text of seen) bench.painted[text] = performance.timeOrigin + performance.now()
    })
  }
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true })
}

export function readFirstRow(page: Page): Promise<number> {
  return page
    .waitForFunction(() => {
      const { firstRow } = (window as unknown as { bench: { firstRow: number } }).bench
      return firstRow > 0 ? firstRow : false
    })
    .then((handle) => handle.jsonValue() as Promise<number>)
}

export function readPainted(page: Page): Promise<Record<string, number>> {
  return page.evaluate(
    () => (window as unknown as { bench: { painted: Record<string, number> } }).bench.painted,
  )
}

/** Milliseconds from the last keystroke to the rows that all hold the word. */
export function measureSearch(page: Page, text: string): Promise<number> {
  return page.evaluate(async (word) => {
    const input = document.querySelector<HTMLInputElement>('input[type="search"]')
    const setValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set
    if (input === null || setValue === undefined) throw new Error('no search field')
    const type = (value: string) => {
      setValue.call(input, value)
      input.dispatchEvent(new Event('input', { bubbles: true }))
    }
    const isFound = () => {
      const rows = [...document.querySelectorAll('[data-key]')]
      return rows.length > 0 && rows.every((row) => row.textContent?.includes(word))
    }
    for (let end = 1; end < word.length; end++) {
      type(word.slice(0, end))
      await new Promise((resolve) => setTimeout(resolve, 90))
    }
    const start = performance.now()
    type(word)
    while (!isFound()) await new Promise(requestAnimationFrame)
    const time = performance.now() - start
    type('')
    return time
  }, text)
}

/** Bytes over the wire by what they were for, from now on. */
export function countBytes(session: CDPSession): { readonly code: number; readonly data: number } {
  const bytes = { code: 0, data: 0 }
  const kinds = new Map<string, 'code' | 'data'>()
  session.on('Network.responseReceived', ({ requestId, type, response }) => {
    const isCode = type === 'Script' || type === 'Stylesheet'
    const isData = type === 'Document' || type === 'Fetch' || type === 'XHR'
    // Other pages that are fetched ahead are not this page's data.
    if (isCode || (isData && !response.url.includes('_rsc='))) kinds.set(requestId, isCode ? 'code' : 'data')
  })
  const counted = new Map<string, number>()
  const count = (requestId: string, length: number) => {
    const kind = kinds.get(requestId)
    const former = counted.get(requestId) ?? 0
    if (kind === undefined || length <= former) return
    bytes[kind] += length - former
    counted.set(requestId, length)
  }
  // A document says its length only at its end; a stream has none.
  session.on('Network.dataReceived', ({ requestId, encodedDataLength }) =>
    count(requestId, (counted.get(requestId) ?? 0) + encodedDataLength),
  )
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) =>
    count(requestId, encodedDataLength),
  )
  return bytes
}

/** MB after a collection. */
export async function readHeap(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  return usedSize / 1024 / 1024
}

/** Seconds that the main thread has been busy. */
export async function readBusy(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics')
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0
}

/**
 * Types with real keys as a person does, who thinks for up to two seconds at each fifteenth. Gives for each the ms until
 * it was painted, as the browser says (Event Timing: in steps of 8; what took less than 16 is told as 16).
 */
export async function typeAndTime(page: Page, count: number): Promise<number[]> {
  await page.evaluate(() => {
    const keys = new Map<number, number>()
    Object.assign(window, { keys })
    const note = ({ interactionId, duration }: { interactionId: number; duration: number }) => {
      if (interactionId > 0) keys.set(interactionId, Math.max(duration, keys.get(interactionId) ?? 0))
    }
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) note(entry as PerformanceEventTiming & { interactionId: number })
    }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit)
  })
  for (let index = 0; index < count; index++) {
    await page.keyboard.press('abcdefghij'[index % 10] ?? 'a')
    await page.waitForTimeout(60 + Math.random() * (index % 15 === 14 ? 2000 : 200))
  }
  await page.waitForTimeout(1500)
  const slow = await page.evaluate(() => [
    ...(window as unknown as { keys: Map<number, number> }).keys.values(),
  ])
  return [...slow, ...Array.from({ length: Math.max(count - slow.length, 0) }, () => 16)]
}

/** Milliseconds from a real click to the paint of what it brings. */
export async function clickAndWait(page: Page, button: Locator, brought: string): Promise<number> {
  await page.evaluate((selector) => {
    const time = new Promise<number>((resolve) => {
      const look = (start: number) => {
        requestAnimationFrame(() => {
          if (document.querySelector(selector) === null) return look(start)
          const channel = new MessageChannel()
          channel.port1.onmessage = () => resolve(performance.now() - start)
          channel.port2.postMessage(null)
        })
      }
      addEventListener('pointerup', ({ timeStamp }) => look(timeStamp), { once: true, capture: true })
    })
    Object.assign(window, { time })
  }, brought)
  await button.click()
  return page.evaluate(() => (window as unknown as { time: Promise<number> }).time)
}
