import { Text, Title } from '@mantine/core'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { pageProject, pageProjects } from '@/lib/auth/page'
import { findDraft } from '@/lib/drafts/get'
import { listDrafts } from '@/lib/drafts/list'
import { readPolicy } from '@/lib/manifests/policy'
import { readLook } from './look'
import { Creator, Start } from './views'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('create'))('title') }
}

interface Props {
  readonly params: Promise<{ project: string }>
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** Where a set begins: from nothing, a template, a file, or a draft of one's own. With `?draft=`, that draft. */
export default async function NewStatefulSetPage({ params, searchParams }: Props) {
  const { project: slug } = await params
  const { draft: id, ...look } = await searchParams
  const scope = await pageProject(slug, 'statefulset:create')
  const { namespace } = scope.project
  const policy = readPolicy(scope.project.policy)
  if (typeof id === 'string') {
    const draft = await findDraft(scope, id)
    if (draft === null) notFound()
    const projects = (await pageProjects('statefulset:create')).map(({ project }) => ({
      slug: project.slug,
      displayName: project.displayName,
    }))
    return (
      <Creator
        key={draft.id}
        slug={slug}
        namespace={namespace}
        policy={policy}
        projects={projects}
        draft={draft}
        look={readLook(look)}
      />
    )
  }
  const t = await getTranslations('create')
  return (
    <>
      <Title order={1}>{t('title')}</Title>
      <Text c="dimmed" mt={4} mb="md" maw={720}>
        {t('text')}
      </Text>
      <Start slug={slug} namespace={namespace} policy={policy} drafts={await listDrafts(scope)} />
    </>
  )
}
