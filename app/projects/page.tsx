import { Button, Group, Table, Text, Title } from '@mantine/core'
import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
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
        {user.isAdmin && (
          <Button component={Link} href={routes.newProject()} size="sm">
            {t('projects.create')}
          </Button>
        )}
      </Group>
      {projects.length === 0 ? (
        <Text c="dimmed">{t(user.isAdmin ? 'projects.emptyAdmin' : 'projects.emptyUser')}</Text>
      ) : (
        <Table.ScrollContainer minWidth={480}>
          <Table verticalSpacing={9}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('projects.name')}</Table.Th>
                <Table.Th>{t('projects.cluster')}</Table.Th>
                <Table.Th>{t('projects.namespace')}</Table.Th>
                <Table.Th>{t('projects.role')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {projects.map((project) => (
                <Table.Tr key={project.slug}>
                  <Table.Td>
                    <Link href={routes.statefulSets(project.slug)}>{project.displayName}</Link>
                  </Table.Td>
                  <Table.Td>{project.cluster}</Table.Td>
                  <Table.Td>{project.namespace}</Table.Td>
                  <Table.Td>{t(`roles.${roleKey(project.role)}`)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Frame>
  )
}
