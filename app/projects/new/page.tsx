import { Title } from '@mantine/core'
import { getTranslations } from 'next-intl/server'
import { ClusterNotice } from '@/app/_components/ClusterNotice'
import { Frame } from '@/app/_components/Frame'
import { pagePlatform } from '@/lib/auth/page'
import { listClusterChoices } from '@/lib/clusters/list'
import { NewProjectForm } from './NewProjectForm'

export default async function NewProjectPage() {
  const scope = await pagePlatform('project:create')
  const { clusters, problem } = listClusterChoices(scope)
  const t = await getTranslations('newProject')
  return (
    <Frame user={scope.user}>
      <Title order={1} mb="md">
        {t('title')}
      </Title>
      {problem === null ? <NewProjectForm clusters={clusters} /> : <ClusterNotice problem={problem} />}
    </Frame>
  )
}
