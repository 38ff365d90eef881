'use client'

import { Group, Title } from '@mantine/core'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useHydrated } from '@/app/_components/use-hydrated'
import creator from '@/app/projects/[project]/new-statefulset/Creator.module.css'
import { DiscardButton } from '@/app/projects/[project]/new-statefulset/DiscardButton'
import { DraftProvider, Existing } from '@/app/projects/[project]/new-statefulset/draft-context'
import { DraftStore } from '@/app/projects/[project]/new-statefulset/draft-store'
import { Elsewhere } from '@/app/projects/[project]/new-statefulset/Elsewhere'
import type { Look, View } from '@/app/projects/[project]/new-statefulset/look'
import { SavingMark } from '@/app/projects/[project]/new-statefulset/SavingMark'
import type { ProjectChoice } from '@/app/projects/[project]/new-statefulset/steps/Basics'
import type { SavedDraft } from '@/app/projects/[project]/new-statefulset/use-autosave'
import { useLook } from '@/app/projects/[project]/new-statefulset/use-look'
import { ViewChoice } from '@/app/projects/[project]/new-statefulset/ViewChoice'
import { checkEdit } from '@/lib/manifests/check-edit'
import type { Policy } from '@/lib/manifests/policy'
import { routes } from '@/lib/routes'
import type { EditableSet } from '@/lib/statefulsets/edit/get-editable'
import { Conflicts } from './Conflicts'
import { EditViews } from './EditViews'
import { objectOf, readSession, writeSession } from './edit-session'
import { ManagerNote } from './ManagerNote'
import { MeanwhileNote } from './MeanwhileNote'
import { SaveBar } from './SaveBar'
import { useEditSession } from './use-edit-session'

interface Props {
  readonly slug: string
  readonly namespace: string
  readonly policy: Policy
  readonly project: ProjectChoice
  /** As the cluster has it now. */
  readonly set: EditableSet
  /** What this person had typed; it stands on the set as it was then. */
  readonly draft: SavedDraft | null
  readonly look: Look
}

/** One set, to be edited as a form, as code, or as both beside each other. */
export function SetEditor({ slug, namespace, policy, project, set, draft, look: firstLook }: Props) {
  const t = useTranslations('edit')
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
    return { session, context, store, draft: draft ?? saved }
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
  const [{ view, step }, look] = useLook(firstLook)
  const show = (next: View) => {
    store.flush()
    look({ view: next })
  }
  const leave = async () => {
    await discard()
    router.push(routes.statefulSet(slug, set.name))
  }
  const isReady = useHydrated()
  return (
    <DraftProvider value={store}>
      <Existing value={true}>
        <div className={creator.creator} data-view={view} data-ready={isReady}>
          <Group justify="space-between" gap="sm">
            <Title order={1}>{t('title', { name: set.name })}</Title>
            <Group gap="sm">
              <SavingMark saving={saving} />
              <DiscardButton isPending={false} onDiscard={() => void leave()} />
              <ViewChoice view={view} onView={show} />
            </Group>
          </Group>
          <Elsewhere saving={saving} />
          <ManagerNote managers={session.base.managers} />
          <MeanwhileNote meanwhile={session.meanwhile} onClose={dismiss} />
          <Conflicts conflicts={session.conflicts} onDecide={decide} />
          <EditViews
            slug={slug}
            project={project}
            view={view}
            step={step}
            onStep={(next) => look({ step: next })}
          />
          <SaveBar slug={slug} session={session} onSaved={() => void leave()} meet={meet} saveNow={saveNow} />
        </div>
      </Existing>
    </DraftProvider>
  )
}
