'use client'

import { Button } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { Notice } from './_components/Notice'

export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string }
  reset: () => void
}) {
  const t = useTranslations('errorPage')
  return (
    <Notice title={t('title')} text={t('text', { digest: error.digest ?? '' })}>
      <Button onClick={reset}>{t('retry')}</Button>
    </Notice>
  )
}
