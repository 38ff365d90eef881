import { Stack, Title } from '@mantine/core'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { Breadcrumbs } from '@/app/_components/Breadcrumbs'
import { pageProject } from '@/lib/auth/page'
import { isContainerName, isObjectName } from '@/lib/names'
import { routes } from '@/lib/routes'
import { TerminalPlace } from './TerminalPlace'

interface Props {
  readonly params: Promise<{ project: string; pod: string; container: string }>
}

export default async function TerminalPage({ params }: Props) {
  const { project: slug, pod, container } = await params
  await pageProject(slug, 'pod:terminal')
  if (!isObjectName(pod) || !isContainerName(container)) notFound()
  const t = await getTranslations()
  return (
    <Stack gap="sm">
      <Breadcrumbs items={[{ href: routes.statefulSets(slug), label: t('list.title') }]} />
      <Title order={1}>{t('terminal.title', { pod, container })}</Title>
      <TerminalPlace pod={pod} container={container} />
    </Stack>
  )
}
