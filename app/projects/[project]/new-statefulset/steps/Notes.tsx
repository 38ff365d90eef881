'use client'

import { Alert, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { noticesOf } from '@/lib/manifests/notices'
import { pathText } from '@/lib/manifests/path'
import { useDraft } from '../draft-context'
import { useDoubtText } from '../use-doubt-text'
import { useFact } from '../use-preflight'

interface Props {
  /** The server's own. */
  readonly warnings: readonly string[]
  readonly notes: readonly { readonly code: 'pod_not_tried' | 'pod_exists'; readonly detail: string }[]
}

/** What is no error, and good to know before it is made. */
export function Notes({ warnings, notes }: Props) {
  const t = useTranslations('create')
  const texts = useTranslations('notices')
  const { manifests, dropped, pending, doubts } = useDraft((state) => state)
  const say = useDoubtText()
  const quota = useFact('quota')
  const sentences = [
    ...noticesOf(manifests).map(({ code, detail }) =>
      texts(code as never, { detail: detail ?? '' } as never),
    ),
    // That a name is taken is a complaint by now.
    ...doubts
      .filter(({ code }) => code !== 'taken' && code !== 'serviceExists')
      .map((doubt) => `${pathText(doubt.at.slice(1))}: ${say(doubt)}`),
    ...notes.map(({ code, detail }) => t(`tried.${code}`, { detail })),
    ...(dropped.length === 0 ? [] : [t('dropped', { paths: dropped.map(({ path }) => path).join(', ') })]),
    ...(pending.size === 0 ? [] : [t('pendingRows')]),
    ...(quota?.room == null ? [] : [t('room', { room: quota.room, scarce: quota.scarce ?? '' })]),
    ...(quota === null || quota.unnamed.length === 0
      ? []
      : [t('unnamed', { names: quota.unnamed.join(', ') })]),
  ]
  return (
    <>
      {sentences.length > 0 && (
        <Alert color="gray" title={t('noticesTitle')}>
          {[...new Set(sentences)].map((sentence) => (
            <Text key={sentence} size="sm">
              {sentence}
            </Text>
          ))}
        </Alert>
      )}
      {warnings.length > 0 && (
        <Alert color="yellow" title={t('warningsTitle')}>
          {warnings.map((warning) => (
            <Text key={warning} size="sm">
              {warning}
            </Text>
          ))}
        </Alert>
      )}
    </>
  )
}
