'use client'

import { useTranslations } from 'next-intl'
import classes from './error.module.css'

/** Every page brings it with it, so it needs nothing but itself. */
export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string }
  reset: () => void
}) {
  const t = useTranslations('errorPage')
  return (
    <section className={classes.page}>
      <h1>{t('title')}</h1>
      <p>{t('text', { digest: error.digest ?? '' })}</p>
      <button type="button" onClick={reset}>
        {t('retry')}
      </button>
    </section>
  )
}
