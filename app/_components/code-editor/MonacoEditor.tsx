import { Text, useComputedColorScheme, useMantineTheme } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react'
import styles from '../CodeEditor.module.css'
import { complaintText } from './complaint-text'
import type { LoadedMonaco } from './load-monaco'
import { type MountedEditor, mountEditor } from './mount'
import type { CodeEditorProps } from './props'
import { useManifestSchema } from './use-manifest-schema'

interface Props extends CodeEditorProps {
  readonly loaded: LoadedMonaco
  /** Where a person was typing before Monaco came. */
  readonly selection: RefObject<readonly [number, number] | null>
}

export function MonacoEditor({ loaded, selection, height, ...props }: Props) {
  const { monaco } = loaded
  const { value, markers, readOnly = false, label } = props
  const t = useTranslations()
  const { fontFamilyMonospace: fontFamily } = useMantineTheme()
  const scheme = useComputedColorScheme('light')
  const host = useRef<HTMLDivElement>(null)
  const [mounted, setMounted] = useState<MountedEditor | null>(null)
  const isSchemaMissing = useManifestSchema(loaded, props.schemaUrl)

  const change = useEffectEvent((text: string) => props.onChange(text))
  const mount = useEffectEvent((element: HTMLElement) => {
    const options = { ariaLabel: label, fontFamily, readOnly }
    const editor = mountEditor(monaco, element, value, options, (text) => change(text))
    if (selection.current !== null) editor.focus(...selection.current)
    return editor
  })
  useEffect(() => {
    if (host.current === null) return
    const editor = mount(host.current)
    setMounted(editor)
    return () => editor.dispose()
  }, [])
  useEffect(() => mounted?.setText(value), [mounted, value])
  useEffect(() => mounted?.setMarkers(markers), [mounted, markers])
  useEffect(() => mounted?.setOptions({ ariaLabel: label, readOnly }), [mounted, label, readOnly])
  useEffect(() => monaco.editor.setTheme(scheme), [monaco, scheme])
  useEffect(() => loaded.setWords((message) => complaintText(t, message)), [loaded, t])

  return (
    <>
      <div ref={host} className={styles.frame} style={{ height }} />
      <Text size="xs" c="dimmed" mt={4}>
        {t('editor.leave')} {isSchemaMissing && t('editor.noSchema')}
      </Text>
    </>
  )
}
