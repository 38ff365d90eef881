'use client'

import { useTranslations } from 'next-intl'
import classes from './error.module.css'

interface Props {
  readonly error: Error & { digest?: string }
  /** Reads the page again. */
  readonly retry: () => void
}

/** Every page brings it with it, so it needs nothing but itself. */
export default function ErrorPage({ error, retry }: Props) {
  const t = useTranslations('errorPage')
  return (
    <section className={classes.page}>
      <h1>{t('title')}</h1>
      <p>{t('text', { digest: error.digest ?? '' })}</p>
      <button type="button" onClick={retry}>
        {t('retry')}
      </button>
    </section>
  )
}
