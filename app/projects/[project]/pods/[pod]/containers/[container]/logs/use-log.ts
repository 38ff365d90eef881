'use client'

import { useEffect, useState } from 'react'
import { type ErrorCode, errorCodes } from '@/lib/errors'
import { LineReader, type LogLine } from './line-reader'

/** Lines kept in the browser. */
export const maxLines = 5000
const retryMs = 2000

export type LogState =
  | { readonly kind: 'open' }
  | { readonly kind: 'ended' }
  | { readonly kind: 'retrying' }
  | { readonly kind: 'refused'; readonly code: ErrorCode }

/** Reads a log stream into a bounded ring of lines, drawn at most once a frame; opens it again after a lost connection. */
export function useLog(source: string) {
  const [lines, setLines] = useState<readonly LogLine[]>([])
  const [state, setState] = useState<LogState>({ kind: 'open' })
  const [isFollowing, setFollowing] = useState(true)
  useEffect(() => {
    const gone = new AbortController()
    const read = () => {
      const reader = new LineReader()
      let _frame = 0
      const draw = () => {
        _frame = 0
        setLines(reader.last(maxLines))
      }
      const take = (chunk: Uint8Array) => {
        reader.push(chunk)
        _frame ||= requestAnimationFrame(draw)
      }
      readStream(source, gone.signal, take, () => setState({ kind: 'open' })).then(
        (end) => {
          if (gone.signal.aborted) return
          draw()
          setState(end)
          if (end.kind === 'retrying') setTimeout(() => !gone.signal.aborted && read(), retryMs)
        },
        () => undefined,
      )
    }
    read()
    return () => gone.abort()
  }, [source])
  return { lines, state, isFollowing, setFollowing, isCut: (lines[0]?.number ?? 0) > 0 }
}

async function readStream(
  source: string,
  signal: AbortSignal,
  take: (chunk: Uint8Array) => void,
  opened: () => void,
): Promise<LogState> {
  try {
    const response = await fetch(source, { signal, cache: 'no-store' })
    if (!response.ok || response.body === null) return refusal(await response.json().catch(() => null))
    opened()
    const reader = response.body.getReader()
    for (let part = await reader.read(); !part.done; part = await reader.read()) take(part.value)
    return { kind: 'ended' }
  } catch {
    return { kind: 'retrying' }
  }
}

function refusal(body: unknown): LogState {
  const code = (body as { code?: unknown } | null)?.code
  if (typeof code !== 'string' || !Object.hasOwn(errorCodes, code)) return { kind: 'retrying' }
  const isPassing =
    code === 'cluster_unreachable' || code === 'cluster_timeout' || code === 'cluster_throttled'
  return isPassing ? { kind: 'retrying' } : { kind: 'refused', code: code as ErrorCode }
}
