'use client'

import { useLocale } from 'next-intl'
import { useCallback, useEffect, useRef, useState } from 'react'
import { type LoadedMonaco, loadMonaco } from './code-editor/load-monaco'
import { MonacoEditor } from './code-editor/MonacoEditor'
import { PlainEditor } from './code-editor/PlainEditor'
import type { CodeEditorProps } from './code-editor/props'

/** YAML with completion and checks. Until Monaco has come, and where it cannot come, a plain field holds the same text. */
export function CodeEditor({ height = 'max(320px, 60vh)', ...rest }: CodeEditorProps) {
  const props = { ...rest, height }
  const locale = useLocale()
  const [loaded, setLoaded] = useState<LoadedMonaco | null>(null)
  const [isComposing, setComposing] = useState(false)
  const selection = useRef<readonly [number, number] | null>(null)
  const leave = useCallback((last: readonly [number, number]) => {
    selection.current = last
  }, [])
  useEffect(() => {
    loadMonaco(locale).then(setLoaded, () => undefined)
  }, [locale])
  // What an input method has begun is not taken away from it.
  if (loaded === null || isComposing)
    return <PlainEditor {...props} onComposing={setComposing} onLeave={leave} />
  return <MonacoEditor {...props} loaded={loaded} selection={selection} />
}
