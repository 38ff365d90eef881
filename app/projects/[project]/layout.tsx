import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Frame } from '@/app/_components/Frame'
import { wordsOf } from '@/app/words'
import { pageProject } from '@/lib/auth/page'
import { roleCan } from '@/lib/auth/permissions'
import { listProjects } from '@/lib/projects/list'
import { routes } from '@/lib/routes'
import { TerminalsProvider } from './_terminals/Terminals'
import { ProjectSwitcher } from './ProjectSwitcher'

interface Props {
  readonly params: Promise<{ project: string }>
  readonly children: ReactNode
}

/** The frame of a project. Each page below proves its own permission again: a layout is not run for every page. */
export default async function ProjectLayout({ params, children }: Props) {
  const { project: slug } = await params
  const scope = await pageProject(slug, 'project:view')
  const projects = await listProjects(scope.user)
  const t = await getTranslations('frame')
  const nav = [
    {
      href: routes.statefulSets(slug),
      label: t('statefulSets'),
      within: [routes.newStatefulSet(slug), routes.pods(slug)],
    },
    { href: routes.volumes(slug), label: t('volumes') },
    ...(roleCan(scope.role, 'member:view') ? [{ href: routes.members(slug), label: t('members') }] : []),
    ...(scope.user.isAdmin ? [{ href: routes.policy(slug), label: t('policy') }] : []),
  ]
  const choices = projects.map(({ slug: value, displayName }) => ({ slug: value, displayName }))
  return (
    <Frame user={scope.user} nav={nav} context={<ProjectSwitcher current={slug} projects={choices} />}>
      <TerminalsProvider slug={slug} role={scope.role} words={await wordsOf('terminals')}>
        {children}
      </TerminalsProvider>
    </Frame>
  )
}
