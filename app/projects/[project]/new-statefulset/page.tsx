import { Text, Title } from '@mantine/core'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { pageProject } from '@/lib/auth/page'
import { CreateForm } from './CreateForm'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('create'))('title') }
}

export default async function NewStatefulSetPage({ params }: { params: Promise<{ project: string }> }) {
  const { project: slug } = await params
  await pageProject(slug, 'statefulset:create')
  const t = await getTranslations('create')
  return (
    <>
      <Title order={1}>{t('title')}</Title>
      <Text c="dimmed" mt={4} mb="md" maw={720}>
        {t('text')}
      </Text>
      <CreateForm slug={slug} />
    </>
  )
}
