import { Button } from '@mantine/core'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { routes } from '@/lib/routes'
import { Notice } from './_components/Notice'

export default async function NotFound() {
  const t = await getTranslations('notFound')
  return (
    <Notice title={t('title')} text={t('text')}>
      <Button component={Link} href={routes.projects()} variant="default">
        {t('back')}
      </Button>
    </Notice>
  )
}
