'use client'

import { Button, Group, Text, Title } from '@mantine/core'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { LiveAge } from '@/app/_components/LiveAge'
import { useAction } from '@/app/_components/use-action'
import type { DraftSummary } from '@/lib/drafts/schema'
import { routes } from '@/lib/routes'
import { discardDraft } from './actions'

/** What the person has begun and not finished. */
export function DraftList({ slug, drafts }: { slug: string; drafts: readonly DraftSummary[] }) {
  const t = useTranslations('create')
  const router = useRouter()
  const { run, isPending } = useAction(discardDraft)
  const discard = async (id: string) => {
    await run(slug, { id })
    router.refresh()
  }
  return (
    <section>
      <Title order={2} mb="sm">
        {t('start.drafts')}
      </Title>
      {drafts.map(({ id, title, updatedAt }) => (
        <Group key={id} gap="md" py={4}>
          <Link href={routes.draft(slug, id)}>{title || t('start.untitled')}</Link>
          <Text size="sm" c="dimmed">
            <LiveAge since={updatedAt} />
          </Text>
          <Button
            variant="subtle"
            color="gray"
            size="compact-xs"
            disabled={isPending}
            aria-label={t('start.discardDraft', { title: title || t('start.untitled') })}
            onClick={() => void discard(id)}
          >
            {t('discard')}
          </Button>
        </Group>
      ))}
    </section>
  )
}
