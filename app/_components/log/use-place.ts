'use client'

import { useEffect, useRef } from 'react'
import type { LogHit } from '@/lib/pods/log-query'
import { timeOf } from '@/lib/pods/log-wire'
import type { LogLook } from './log-look'
import type { LogModel } from './use-log'
import type { ChangeLook } from './use-look'

/** Goes to a line by its timestamp: at once where it is held, else the log begins anew a little before it. */
export function usePlace(
  model: LogModel | null,
  { at }: LogLook,
  change: ChangeLook,
  goTo: (line: number) => void,
): (hit: LogHit) => void {
  const arrived = useRef<LogModel | null>(null)
  const version = model?.version()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version says that there are more lines.
  useEffect(() => {
    if (model === null || at === '' || arrived.current === model) return
    const line = model.feed.store.findTime(timeOf(at))
    if (line === null) return
    arrived.current = model
    goTo(line)
  }, [model, at, version])
  return (hit) => {
    const line = model?.feed.store.findTime(timeOf(hit.at)) ?? null
    if (line !== null) return goTo(line)
    change({ from: 'at', at: hit.at })
  }
}
