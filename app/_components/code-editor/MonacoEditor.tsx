import { Text, useComputedColorScheme, useMantineTheme } from '@mantine/core'
import { Editor } from '@monaco-editor/react'
import { useTranslations } from 'next-intl'
import { type RefObject, useEffect, useEffectEvent, useLayoutEffect, useMemo, useState } from 'react'
import styles from '../CodeEditor.module.css'
import { complaintText } from './complaint-text'
import type { LoadedMonaco } from './load-monaco'
import { type MountedEditor, mountText, usualOptions } from './mount'
import type { CodeEditorProps } from './props'
import { useManifestSchema } from './use-manifest-schema'

interface Props extends CodeEditorProps {
  readonly loaded: LoadedMonaco
  /** Where a person was typing before Monaco came. */
  readonly selection: RefObject<readonly [number, number] | null>
  readonly isHidden: boolean
  readonly onMounted: () => void
}

/** The wrapper makes the editor and ends it; its `value` would replace the whole text, so the text is ours. */
export function MonacoEditor({ loaded, selection, isHidden, onMounted, height, ...props }: Props) {
  const { value, markers, locked, readOnly = false, label } = props
  const t = useTranslations()
  const { fontFamilyMonospace: fontFamily } = useMantineTheme()
  const scheme = useComputedColorScheme('light')
  const [mounted, setMounted] = useState<MountedEditor | null>(null)
  const isSchemaMissing = useManifestSchema(loaded, props.schemaUrl)
  const options = useMemo(
    () => ({ ...usualOptions, ariaLabel: label, fontFamily, readOnly }),
    [label, fontFamily, readOnly],
  )

  const change = useEffectEvent((text: string) => props.onChange(text))
  useLayoutEffect(() => mounted?.setText(value), [mounted, value])
  // Before the next key, which would otherwise go to nobody.
  useLayoutEffect(() => {
    if (!isHidden && selection.current !== null) mounted?.focus(...selection.current)
  }, [mounted, isHidden, selection])
  useEffect(() => mounted?.setMarkers(markers), [mounted, markers])
  useEffect(() => mounted?.setLocked(locked ?? []), [mounted, locked])
  useEffect(() => loaded.setWords((message) => complaintText(t, message)), [loaded, t])

  return (
    <div hidden={isHidden}>
      <div className={styles.frame} style={{ height }}>
        <Editor
          theme={scheme}
          options={options}
          loading={null}
          onMount={(editor) => {
            setMounted(mountText(loaded.monaco, editor, value, (text) => change(text)))
            onMounted()
          }}
        />
      </div>
      <Text size="xs" c="dimmed" mt={4}>
        {t('editor.leave')} {isSchemaMissing && t('editor.noSchema')}
      </Text>
    </div>
  )
}
