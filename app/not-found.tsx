import { getTranslations } from 'next-intl/server'
import { routes } from '@/lib/routes'
import { LinkButton } from './_components/LinkButton'
import { Notice } from './_components/Notice'

export default async function NotFound() {
  const t = await getTranslations('notFound')
  return (
    <Notice title={t('title')} text={t('text')}>
      <LinkButton href={routes.projects()} variant="default">
        {t('back')}
      </LinkButton>
    </Notice>
  )
}
