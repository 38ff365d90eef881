'use client'

import { Group } from '@mantine/core'
import { useParams, useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { LinkButton } from '@/app/_components/LinkButton'
import { Notice } from '@/app/_components/Notice'
import { useHydrated } from '@/app/_components/use-hydrated'
import { routes } from '@/lib/routes'
import { type DraftEnd, readEnd } from './draft-end'

/** In the place of a draft that is no more: what became of it, as far as this tab knows. */
export function DraftGone({ slug, end }: { slug: string; end: DraftEnd | null }) {
  const t = useTranslations('create.over')
  const set = end?.set ?? null
  return (
    <Notice
      title={set === null ? t('gone') : t('made', { name: set })}
      text={set === null ? t('goneText') : ''}
    >
      <Group gap="sm">
        {set !== null && end !== null && (
          <LinkButton href={routes.statefulSet(end.slug, set)}>{t('madeLink', { name: set })}</LinkButton>
        )}
        <LinkButton href={routes.newStatefulSet(slug)} variant="default">
          {t('again')}
        </LinkButton>
      </Group>
    </Notice>
  )
}

/** The same for an address, where it names a draft; `children` for what else is not there. */
export function MissingDraft({ children }: { children: ReactNode }) {
  const id = useSearchParams().get('draft')
  const slug = String(useParams().project)
  const isHydrated = useHydrated()
  if (id === null) return children
  return <DraftGone slug={slug} end={isHydrated ? readEnd(id) : null} />
}
