'use client'

import { Button } from '@mantine/core'
import { IconDownload, IconX } from '@tabler/icons-react'
import { useFormatter, useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { bytesText } from '../bytes-text'
import { useToast } from '../use-toast'
import type { LogLook } from './log-look'
import { type Progress, saveLog } from './save-log'

interface Props {
  readonly address: string
  readonly name: string
  readonly look: LogLook
  readonly isOfSet: boolean
}

/** The whole log that the node keeps, as a file. How far it is goes by the times of its lines. */
export function DownloadButton({ address, name, look, isOfSet }: Props) {
  const t = useTranslations('logs')
  const format = useFormatter()
  const toast = useToast()
  const [progress, setProgress] = useState<Progress | null>(null)
  const stop = useRef<AbortController | null>(null)
  const load = async () => {
    const gone = new AbortController()
    stop.current = gone
    const url = new URL(address, location.href)
    const query = {
      tail: 'all',
      follow: 'false',
      previous: String(look.previous),
      containers: look.containers.join(','),
    }
    for (const [key, value] of Object.entries(query)) if (value !== '') url.searchParams.set(key, value)
    const done = await saveLog(url, { name, withTime: look.time, withPod: isOfSet }, setProgress, gone.signal)
    if (done.isWhole) toast.say(t('saved', { lines: done.lines, size: bytesText(done.bytes, format) }))
    else toast.warn(t('savedPart', { lines: done.lines }))
  }
  const start = () => {
    const failed = () => !stop.current?.signal.aborted && toast.warn(t('notSaved'))
    void load()
      .catch(failed)
      .finally(() => setProgress(null))
  }
  if (progress !== null)
    return (
      <Button
        size="xs"
        variant="default"
        leftSection={<IconX size={14} aria-hidden />}
        aria-label={t('cancelDownload')}
        onClick={() => stop.current?.abort()}
        data-progress={progress.share}
      >
        {t('saving', { percent: Math.floor(progress.share * 100), size: bytesText(progress.bytes, format) })}
      </Button>
    )
  return (
    <Button size="xs" variant="default" leftSection={<IconDownload size={14} aria-hidden />} onClick={start}>
      {t('download')}
    </Button>
  )
}
