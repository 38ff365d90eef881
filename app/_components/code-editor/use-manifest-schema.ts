import { useEffect, useState } from 'react'
import type { LoadedMonaco } from './load-monaco'

/** How long after a failure the schema is asked for again, in milliseconds. */
const retryMs = 30_000

/** Gives the editor the schema at this address. True while there should be one and there is none. */
export function useManifestSchema({ setManifestSchema }: LoadedMonaco, url: string | null): boolean {
  const [isMissing, setMissing] = useState(false)
  useEffect(() => {
    const leaving = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    const load = async () => {
      const schema = url === null ? null : await fetchSchema(url, leaving.signal)
      if (leaving.signal.aborted) return
      setMissing(schema === undefined)
      await setManifestSchema(schema ?? null)
      if (schema === undefined) timer = setTimeout(() => void load(), retryMs)
    }
    void load()
    return () => {
      leaving.abort()
      clearTimeout(timer)
    }
  }, [setManifestSchema, url])
  return isMissing
}

async function fetchSchema(url: string, signal: AbortSignal): Promise<object | undefined> {
  try {
    const response = await fetch(url, { signal })
    return response.ok ? await response.json() : undefined
  } catch {
    return undefined
  }
}
