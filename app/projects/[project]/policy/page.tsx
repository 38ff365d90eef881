import { Text, Title } from '@mantine/core'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { pagePlatform, pageProject } from '@/lib/auth/page'
import { readPolicy } from '@/lib/manifests/policy'
import { PolicyForm } from './PolicyForm'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('policy'))('title') }
}

/** What the workloads of a project may do; an administrator's to say. */
export default async function PolicyPage({ params }: { params: Promise<{ project: string }> }) {
  const { project: slug } = await params
  await pagePlatform('project:policy')
  const { project } = await pageProject(slug, 'project:view')
  const t = await getTranslations('policy')
  return (
    <>
      <Title order={1}>{t('title')}</Title>
      <Text c="dimmed" mt={4} mb="md" maw={720}>
        {t('text')}
      </Text>
      <PolicyForm slug={slug} policy={readPolicy(project.policy)} />
    </>
  )
}
