import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { Breadcrumbs } from '@/app/_components/Breadcrumbs'
import { ClusterError } from '@/app/_components/ClusterError'
import { fromCluster } from '@/app/_components/from-cluster'
import { readLook } from '@/app/projects/[project]/new-statefulset/look'
import { listChanges } from '@/lib/audit/changes'
import { pageProject } from '@/lib/auth/page'
import { findEditDraft } from '@/lib/drafts/get'
import { readPolicy } from '@/lib/manifests/policy'
import { isObjectName } from '@/lib/names'
import { routes } from '@/lib/routes'
import { getEditable } from '@/lib/statefulsets/edit/get-editable'
import { SetEditor } from './SetEditor'

interface Props {
  readonly params: Promise<{ project: string; name: string }>
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await getTranslations('edit'))('title', { name: (await params).name }) }
}

/** The set as it is now, and what this person had typed into it. */
export default async function EditPage({ params, searchParams }: Props) {
  const { project: slug, name } = await params
  const scope = await pageProject(slug, 'statefulset:edit')
  if (!isObjectName(name)) notFound()
  const reading = await fromCluster(() => getEditable(scope, name, listChanges))
  if ('code' in reading) return <ClusterError code={reading.code} />
  const set = reading.value
  const t = await getTranslations('list')
  const crumbs = [
    { href: routes.statefulSets(slug), label: t('title') },
    { href: routes.statefulSet(slug, name), label: name },
  ]
  return (
    <>
      <Breadcrumbs items={crumbs} />
      <SetEditor
        key={set.uid}
        slug={slug}
        namespace={scope.project.namespace}
        policy={readPolicy(scope.project.policy)}
        set={set}
        project={{ slug, displayName: scope.project.displayName }}
        draft={await findEditDraft(scope, set.uid)}
        look={readLook(await searchParams)}
      />
    </>
  )
}
