import { getTranslations } from 'next-intl/server'
import { Frame } from '@/app/_components/Frame'
import { LinkButton } from '@/app/_components/LinkButton'
import { Notice } from '@/app/_components/Notice'
import { pageUser } from '@/lib/auth/page'
import { routes } from '@/lib/routes'

/** The list of somebody who was given nothing yet. */
export async function NoProjects() {
  const user = await pageUser()
  const t = await getTranslations()
  return (
    <Frame user={user}>
      <Notice title={t('list.empty')} text={t(user.isAdmin ? 'projects.emptyAdmin' : 'projects.emptyUser')}>
        {user.isAdmin && <LinkButton href={routes.newProject()}>{t('projects.create')}</LinkButton>}
      </Notice>
    </Frame>
  )
}
