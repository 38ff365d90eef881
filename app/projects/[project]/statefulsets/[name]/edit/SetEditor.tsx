'use client'

import { Group, Text, Title } from '@mantine/core'
import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useCallback, useState } from 'react'
import { useHydrated } from '@/app/_components/use-hydrated'
import creator from '@/app/projects/[project]/new-statefulset/Creator.module.css'
import { DiscardButton } from '@/app/projects/[project]/new-statefulset/DiscardButton'
import { DraftProvider } from '@/app/projects/[project]/new-statefulset/draft-context'
import { DraftStore } from '@/app/projects/[project]/new-statefulset/draft-store'
import { SavingMark } from '@/app/projects/[project]/new-statefulset/SavingMark'
import type { SavedDraft } from '@/app/projects/[project]/new-statefulset/use-autosave'
import { checkEdit } from '@/lib/manifests/check-edit'
import { lockedLines } from '@/lib/manifests/locks'
import type { Policy } from '@/lib/manifests/policy'
import { routes } from '@/lib/routes'
import type { EditableSet } from '@/lib/statefulsets/get-editable'
import { Conflicts } from './Conflicts'
import { objectOf, readSession, writeSession } from './edit-session'
import { ManagerNote } from './ManagerNote'
import { MeanwhileNote } from './MeanwhileNote'
import { SaveBar } from './SaveBar'
import { useEditSession } from './use-edit-session'

const CodeView = dynamic(
  () => import('@/app/projects/[project]/new-statefulset/CodeView').then((module) => module.CodeView),
  { ssr: false },
)

interface Props {
  readonly slug: string
  readonly namespace: string
  readonly policy: Policy
  /** As the cluster has it now. */
  readonly set: EditableSet
  /** What this person had typed; it stands on the set as it was then. */
  readonly draft: SavedDraft | null
}

/** One set, to be edited as code. */
export function SetEditor({ slug, namespace, policy, set, draft }: Props) {
  const t = useTranslations('edit')
  const locks = useTranslations('fields')
  const router = useRouter()
  const [start] = useState(() => {
    const kept = readSession(draft?.pending)
    const session = kept?.session ?? { base: set, conflicts: [], meanwhile: null }
    const rows = kept?.rows ?? new Map()
    const text = kept === null ? set.text : (draft?.content ?? set.text)
    const saved = { version: 0, id: '', content: text, pending: writeSession(session, rows) }
    const base = objectOf(session.base.text)
    const context = { namespace, policy }
    const store = new DraftStore({ text, pending: rows }, (manifests) => checkEdit(base, manifests, context))
    return { session, context, store, draft: draft ?? saved, isOld: kept !== null }
  })
  const { store } = start
  const { session, saving, saveNow, meet, decide, discard, dismiss } = useEditSession(
    slug,
    store,
    start.session,
    set,
    start.draft,
    start.context,
  )
  const lockedIn = useCallback(
    (text: string) => lockedLines(text).map(({ lock, ...lines }) => ({ ...lines, message: locks(lock) })),
    [locks],
  )
  const leave = async () => {
    await discard()
    router.push(routes.statefulSet(slug, set.name))
  }
  const isReady = useHydrated()
  return (
    <DraftProvider value={store}>
      <div className={creator.creator} data-ready={isReady}>
        <Group justify="space-between" gap="sm">
          <Title order={1}>{t('title', { name: set.name })}</Title>
          <Group gap="sm">
            <SavingMark saving={saving} />
            <DiscardButton isPending={false} onDiscard={() => void leave()} />
          </Group>
        </Group>
        <ManagerNote managers={session.base.managers} />
        <MeanwhileNote meanwhile={session.meanwhile} onClose={dismiss} />
        <Conflicts conflicts={session.conflicts} onDecide={decide} />
        <div>
          <CodeView slug={slug} label={t('code')} lockedIn={lockedIn} />
          <Text size="xs" c="dimmed" mt={2}>
            {t('lockedNote')}
          </Text>
        </div>
        <SaveBar slug={slug} session={session} onSaved={() => void leave()} meet={meet} saveNow={saveNow} />
      </div>
    </DraftProvider>
  )
}
