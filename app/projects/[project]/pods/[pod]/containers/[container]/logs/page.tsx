import { Stack, Title } from '@mantine/core'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { Breadcrumbs } from '@/app/_components/Breadcrumbs'
import { pageProject } from '@/lib/auth/page'
import { isContainerName, isObjectName } from '@/lib/names'
import { routes } from '@/lib/routes'
import { LogView } from './LogView'

interface Props {
  readonly params: Promise<{ project: string; pod: string; container: string }>
}

export default async function ContainerLogPage({ params }: Props) {
  const { project: slug, pod, container } = await params
  await pageProject(slug, 'pod:log')
  if (!isObjectName(pod) || !isContainerName(container)) notFound()
  const t = await getTranslations()
  return (
    <Stack gap="sm">
      <Breadcrumbs items={[{ href: routes.statefulSets(slug), label: t('list.title') }]} />
      <Title order={1}>{t('log.title', { pod, container })}</Title>
      <LogView source={routes.containerLogStream(slug, pod, container)} />
    </Stack>
  )
}
