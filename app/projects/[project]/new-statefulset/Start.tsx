'use client'

import { Button, Stack, Text, Title } from '@mantine/core'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { ActionError } from '@/app/_components/ActionError'
import { useAction } from '@/app/_components/use-action'
import type { DraftSummary } from '@/lib/drafts/schema'
import { blankText } from '@/lib/manifests/blank'
import type { Policy } from '@/lib/manifests/policy'
import { templateIds, templateText } from '@/lib/manifests/templates'
import { routes } from '@/lib/routes'
import { startDraft } from './actions'
import { DraftList } from './DraftList'
import { Import } from './Import'
import classes from './Start.module.css'

interface Props {
  readonly slug: string
  readonly namespace: string
  readonly policy: Policy
  readonly drafts: readonly DraftSummary[]
}

/** The ways to begin; each makes a draft, and goes on in it. */
export function Start({ slug, namespace, policy, drafts }: Props) {
  const t = useTranslations('create')
  const texts = useTranslations('templates')
  const router = useRouter()
  const { run, isPending, failure } = useAction(startDraft)
  const begin = async (content: string, title = '') => {
    const draft = await run(slug, { title, content, pending: '[]' })
    if (draft !== null) router.push(routes.draft(slug, draft.id))
  }
  const cards = [
    {
      id: 'blank',
      title: t('start.blank'),
      text: t('start.blankText'),
      write: () => blankText,
    },
    ...templateIds.map((id) => ({
      id,
      title: texts(`${id}.title`),
      text: texts(`${id}.text`),
      write: () => templateText(id, (key) => texts(`comments.${key}` as 'comments.headless')),
    })),
  ]
  return (
    <Stack gap="xl" maw={1040}>
      <ActionError failure={failure} />
      {drafts.length > 0 && <DraftList slug={slug} drafts={drafts} />}
      <section>
        <Title order={2} mb="sm">
          {t('start.templates')}
        </Title>
        <ul className={classes.gallery}>
          {cards.map(({ id, title, text, write }) => (
            <li key={id} className={classes.card}>
              <Title order={3}>{title}</Title>
              <Text size="sm" c="dimmed" className={classes.text}>
                {text}
              </Text>
              <Button
                variant={id === 'blank' ? 'filled' : 'default'}
                size="xs"
                disabled={isPending}
                aria-label={t('start.useTemplate', { title })}
                onClick={() => void begin(write())}
              >
                {t('start.use')}
              </Button>
            </li>
          ))}
        </ul>
      </section>
      <Import slug={slug} namespace={namespace} policy={policy} isPending={isPending} onTake={begin} />
    </Stack>
  )
}
