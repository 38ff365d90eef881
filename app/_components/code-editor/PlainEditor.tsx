import { useLayoutEffect, useRef } from 'react'
import styles from '../CodeEditor.module.css'
import type { CodeEditorProps } from './props'
import { applyChanges, shownText, smallestChange } from './source-text'

interface Props extends CodeEditorProps {
  readonly onComposing: (isComposing: boolean) => void
  /** The selection of whoever was typing when the field went. */
  readonly onLeave: (selection: readonly [number, number]) => void
}

/** The text in a field of the browser. */
export function PlainEditor({ value, onChange, onComposing, onLeave, label, readOnly, height }: Props) {
  const field = useRef<HTMLTextAreaElement>(null)
  useLayoutEffect(() => {
    const element = field.current
    return () => {
      if (element !== null && document.activeElement === element)
        onLeave([element.selectionStart, element.selectionEnd])
    }
  }, [onLeave])
  const shown = shownText(value)
  const change = (typed: string) => onChange(applyChanges(value, [smallestChange(shown, typed)], typed))
  return (
    <textarea
      ref={field}
      className={`${styles.frame} ${styles.plain}`}
      style={{ height }}
      aria-label={label}
      readOnly={readOnly}
      value={shown}
      onChange={(event) => change(event.currentTarget.value)}
      onCompositionStart={() => onComposing(true)}
      onCompositionEnd={() => onComposing(false)}
      spellCheck={false}
      autoCapitalize="none"
      autoCorrect="off"
    />
  )
}
