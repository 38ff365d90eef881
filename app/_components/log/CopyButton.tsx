'use client'

import { Button } from '@mantine/core'
import { IconCopy } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { toText } from '@/lib/pods/log-ansi'
import { useToast } from '../use-toast'
import type { LogStore } from './log-store'
import type { ShownLines } from './shown-lines'

/** A clipboard is no place for more, in characters. */
const most = 8 * 1024 * 1024

interface Props {
  readonly store: LogStore
  readonly shown: ShownLines
  readonly selection: readonly [number, number] | null
}

/** Copies the chosen lines, or all that are shown, the newest first to be kept; and says how many those were. */
export function CopyButton({ store, shown, selection }: Props) {
  const t = useTranslations('logs')
  const toast = useToast()
  const copy = async () => {
    const lines: string[] = []
    let size = 0
    const from = selection === null ? shown.first : shown.entryOf(selection[0])
    const end = selection === null ? shown.end : shown.entryOf(selection[1] + 1)
    for (let entry = end - 1; entry >= from && size < most; entry--) {
      const line = store.get(shown.lineAt(entry))
      if (line === null || line.isMark) continue
      const text = toText(line.text)
      size += text.length + 1
      lines.push(text)
    }
    await navigator.clipboard.writeText(lines.reverse().join('\n'))
    toast.say(t('copied', { count: lines.length }))
  }
  return (
    <Button
      size="xs"
      variant="default"
      leftSection={<IconCopy size={14} aria-hidden />}
      onClick={() => void copy().catch(() => toast.warn(t('notCopied')))}
    >
      {t(selection === null ? 'copy' : 'copyChosen')}
    </Button>
  )
}
