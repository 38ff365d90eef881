import {
  Group,
  Table,
  TableScrollContainer,
  TableTbody,
  TableTd,
  TableTh,
  TableThead,
  TableTr,
  Text,
  Title,
} from '@mantine/core'
import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { LinkButton } from '@/app/_components/LinkButton'
import { pageUser } from '@/lib/auth/page'
import { listProjects } from '@/lib/projects/list'
import { routes } from '@/lib/routes'
import { Frame } from '../_components/Frame'
import { roleKey } from '../_components/role-key'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('projects'))('title') }
}

export default async function ProjectsPage() {
  const user = await pageUser()
  const projects = await listProjects(user)
  const t = await getTranslations()
  return (
    <Frame user={user}>
      <Group justify="space-between" mb="md">
        <Title order={1}>{t('projects.title')}</Title>
        {user.isAdmin && <LinkButton href={routes.newProject()}>{t('projects.create')}</LinkButton>}
      </Group>
      {projects.length === 0 ? (
        <Text c="dimmed">{t(user.isAdmin ? 'projects.emptyAdmin' : 'projects.emptyUser')}</Text>
      ) : (
        <TableScrollContainer minWidth={480}>
          <Table verticalSpacing={9}>
            <TableThead>
              <TableTr>
                <TableTh>{t('projects.name')}</TableTh>
                <TableTh>{t('projects.cluster')}</TableTh>
                <TableTh>{t('projects.namespace')}</TableTh>
                <TableTh>{t('projects.role')}</TableTh>
              </TableTr>
            </TableThead>
            <TableTbody>
              {projects.map((project) => (
                <TableTr key={project.slug}>
                  <TableTd>
                    <Link href={routes.statefulSets(project.slug)}>{project.displayName}</Link>
                  </TableTd>
                  <TableTd>{project.cluster}</TableTd>
                  <TableTd>{project.namespace}</TableTd>
                  <TableTd>{t(`roles.${roleKey(project.role)}`)}</TableTd>
                </TableTr>
              ))}
            </TableTbody>
          </Table>
        </TableScrollContainer>
      )}
    </Frame>
  )
}
