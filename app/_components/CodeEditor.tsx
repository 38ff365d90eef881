'use client'

import { useLocale } from 'next-intl'
import { useCallback, useEffect, useRef, useState } from 'react'
import { type LoadedMonaco, loadMonaco } from './code-editor/load-monaco'
import { MonacoEditor } from './code-editor/MonacoEditor'
import { PlainEditor } from './code-editor/PlainEditor'
import type { CodeEditorProps } from './code-editor/props'

/** YAML with completion and checks. Until Monaco is ready, and where it cannot come, a plain field holds the same text. */
export function CodeEditor({ height = 'max(320px, 60vh)', ...rest }: CodeEditorProps) {
  const props = { ...rest, height }
  const locale = useLocale()
  const [loaded, setLoaded] = useState<LoadedMonaco | null>(null)
  const [isMounted, setMounted] = useState(false)
  const [isComposing, setComposing] = useState(false)
  const selection = useRef<readonly [number, number] | null>(null)
  const leave = useCallback((last: readonly [number, number]) => {
    selection.current = last
  }, [])
  useEffect(() => {
    loadMonaco(locale).then(setLoaded, () => undefined)
  }, [locale])
  // What an input method has begun is not taken away from it.
  const isPlain = !isMounted || isComposing
  const hidden = { isHidden: isPlain, onMounted: () => setMounted(true) }
  return (
    <>
      {isPlain && <PlainEditor {...props} onComposing={setComposing} onLeave={leave} />}
      {loaded !== null && <MonacoEditor {...props} {...hidden} loaded={loaded} selection={selection} />}
    </>
  )
}
