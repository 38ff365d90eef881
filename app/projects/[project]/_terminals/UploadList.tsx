'use client'

import { Button, Text } from '@mantine/core'
import { useFormatter, useTranslations } from 'next-intl'
import { bytesText } from '@/app/_components/bytes-text'
import classes from './Files.module.css'
import { useTransferText } from './use-transfer-text'
import type { Upload } from './use-uploads'

/** Files on their way into the container, each with how far it is, and whether it arrived. */
export function UploadList(props: { uploads: readonly Upload[]; onReplace: (upload: Upload) => void }) {
  const t = useTranslations('terminal.files')
  if (props.uploads.length === 0) return null
  return (
    <ul className={classes.uploads} aria-label={t('uploads')}>
      {props.uploads.map((upload) => (
        <li key={upload.id} data-upload={upload.state.kind}>
          <span className={classes.name}>{upload.file.name}</span>
          <UploadText upload={upload} />
          {upload.state.kind === 'sending' && (
            <progress
              max={Math.max(1, upload.file.size)}
              value={upload.state.bytes}
              aria-label={upload.file.name}
            />
          )}
          {upload.state.kind === 'refused' && upload.state.refusal.reason === 'exists' && (
            <Button size="compact-xs" variant="default" onClick={() => props.onReplace(upload)}>
              {t('replace')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}

function UploadText({ upload: { state, file } }: { upload: Upload }) {
  const t = useTranslations('terminal.files')
  const errors = useTranslations('errors')
  const format = useFormatter()
  const transferText = useTransferText()
  const size = bytesText(file.size, format)
  return (
    <Text span size="sm" c="dimmed">
      {state.kind === 'sending' && t('sending', { sent: bytesText(state.bytes, format), size })}
      {state.kind === 'stored' &&
        t(state.tool === 'tar' ? 'stored' : 'storedPlainly', { tool: state.tool, size })}
      {state.kind === 'refused' && transferText(state.refusal)}
      {state.kind === 'failed' && errors(state.code)}
      {state.kind === 'lost' && t('lost')}
    </Text>
  )
}
