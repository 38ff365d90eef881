import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import { Breadcrumbs } from '@/app/_components/Breadcrumbs'
import { Frame } from '@/app/_components/Frame'
import { pageUser } from '@/lib/auth/page'
import { routes } from '@/lib/routes'
import { Markdown } from '../Markdown'
import { readChapter } from '../read-chapter'

interface Props {
  readonly params: Promise<{ chapter?: string[] }>
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('guide'))('title') }
}

/** The user guide, as it is in docs/guide, in the language of the page. */
export default async function GuidePage({ params }: Props) {
  const [chapter = 'README', ...rest] = (await params).chapter ?? []
  const user = await pageUser()
  const text = rest.length > 0 ? null : await readChapter(await getLocale(), chapter)
  if (text === null) notFound()
  const t = await getTranslations('guide')
  return (
    <Frame user={user}>
      {chapter !== 'README' && <Breadcrumbs items={[{ href: routes.guide(), label: t('title') }]} />}
      <Markdown text={text} />
    </Frame>
  )
}
