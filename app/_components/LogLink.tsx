'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { routes } from '@/lib/routes'

interface Props {
  readonly slug: string
  readonly pod: string
  readonly log: { readonly container: string; readonly previous: boolean }
}

/** To the last lines before what is wrong: of the present run, or of the one before. */
export function LogLink({ slug, pod, log: { container, previous } }: Props) {
  const t = useTranslations('logs')
  const address = routes.containerLogs(slug, pod, container)
  return (
    <Link href={previous ? `${address}?previous=1` : address} prefetch={false}>
      {t('open', { container })}
    </Link>
  )
}
