'use client'

import { Button, Group, Title } from '@mantine/core'
import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useCallback, useEffect, useState } from 'react'
import { FormProvider, useForm } from 'react-hook-form'
import { ActionError } from '@/app/_components/ActionError'
import { insist, lazyPart } from '@/app/_components/lazy-part'
import { useAction } from '@/app/_components/use-action'
import { useHydrated } from '@/app/_components/use-hydrated'
import type { Policy } from '@/lib/manifests/policy'
import { routes } from '@/lib/routes'
import { discardDraft, saveDraft, startDraft } from './actions'
import classes from './Creator.module.css'
import { complaintsResolver } from './complaints-resolver'
import { DiscardButton } from './DiscardButton'
import { DraftGone } from './DraftGone'
import { DraftProvider, useDraft } from './draft-context'
import { keepEnd, readEnd } from './draft-end'
import { DraftStore } from './draft-store'
import { Elsewhere } from './Elsewhere'
import { FormView } from './FormView'
import type { Look, View } from './look'
import { SavingMark } from './SavingMark'
import { Basics, type ProjectChoice } from './steps/Basics'
import { forgetUnsaved, readPending, writePending } from './unsaved'
import { type SavedDraft, useAutosave } from './use-autosave'
import { useLook } from './use-look'
import { PreflightProvider, usePreflight } from './use-preflight'
import { useRules } from './use-rules'
import { ViewChoice } from './ViewChoice'

/** Loaded when somebody wants to see the code. */
const CodeView = dynamic(() => insist(() => import('./CodeView')).then((module) => module.CodeView), {
  ssr: false,
})
const Review = lazyPart(
  () => import('./steps/Review'),
  (module) => module.Review,
)

interface Props {
  readonly slug: string
  readonly namespace: string
  readonly policy: Policy
  readonly projects: readonly ProjectChoice[]
  readonly draft: SavedDraft & { readonly requestId: string }
  readonly look: Look
}

/** One draft, to be filled as a form, as code, or as both beside each other. */
export function Creator(props: Props) {
  const { draft } = props
  const [store] = useState(
    () => new DraftStore({ text: draft.content, pending: readPending(draft.pending) }, null),
  )
  // What was typed here and is over must not be typed into again.
  const [end] = useState(() => readEnd(draft.id))
  if (end !== null) return <DraftGone slug={props.slug} end={end} />
  return (
    <DraftProvider value={store}>
      <Views {...props} store={store} />
    </DraftProvider>
  )
}

function Views(props: Props & { readonly store: DraftStore }) {
  const { slug, namespace, policy, projects, draft, store, look: firstLook } = props
  const t = useTranslations('create')
  const router = useRouter()
  const [{ view, step }, look] = useLook(firstLook)
  const form = useForm({ mode: 'onTouched', resolver: complaintsResolver(store) })
  const complaints = useDraft((state) => state.complaints)
  const save = useCallback((written: Parameters<typeof saveDraft>[1]) => saveDraft(slug, written), [slug])
  const { saving, saveNow } = useAutosave(store, draft, save)
  const preflight = usePreflight(slug)
  const moving = useAction(startDraft)
  const discarding = useAction(discardDraft)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is said changes with the complaints.
  useEffect(() => void form.trigger(), [form, complaints])

  const moveTo = async (other: string) => {
    await saveNow()
    const { text, parts, pending } = store.state
    const title = parts.set?.name ?? ''
    const started = await moving.run(other, { title, content: text, pending: writePending(pending) })
    if (started === null) return
    await discarding.run(slug, { id: draft.id })
    keepEnd(draft.id, { slug, set: null })
    router.replace(routes.draft(other, started.id))
  }
  const discard = async () => {
    if ((await discarding.run(slug, { id: draft.id })) === null) return
    forgetUnsaved(draft.id)
    keepEnd(draft.id, { slug, set: null })
    router.push(routes.newStatefulSet(slug))
  }
  const show = (next: View) => {
    store.flush()
    look({ view: next })
  }
  const isReady = useHydrated()
  const begin = useRules(store, { namespace, policy }, view !== 'form' || step !== 'basics')
  return (
    <FormProvider {...form}>
      <PreflightProvider value={preflight}>
        <div
          className={classes.creator}
          data-view={view}
          data-ready={isReady}
          onFocusCapture={begin}
          onPointerDownCapture={begin}
        >
          <Group justify="space-between" gap="sm">
            <Title order={1}>{t('title')}</Title>
            <Group gap="sm">
              <SavingMark saving={saving} />
              <DiscardButton isPending={discarding.isPending} onDiscard={() => void discard()} />
              <ViewChoice view={view} onView={show} />
            </Group>
          </Group>
          <Elsewhere saving={saving} />
          <ActionError failure={moving.failure ?? discarding.failure} />
          <div className={classes.views}>
            {view !== 'code' && (
              <FormView
                basics={
                  <Basics project={slug} projects={projects} onProject={(other) => void moveTo(other)} />
                }
                review={(turn) => (
                  <Review
                    slug={slug}
                    draftId={draft.id}
                    requestId={draft.requestId}
                    saveNow={saveNow}
                    onStep={turn}
                  />
                )}
                step={step}
                onStep={(next) => look({ step: next })}
              />
            )}
            {view !== 'form' && (
              <div className={classes.code}>
                <CodeView slug={slug} label={t('code')} />
                {view === 'code' && (
                  <Group justify="flex-end" mt="sm">
                    <Button onClick={() => show('form')}>{t('toReview')}</Button>
                  </Group>
                )}
              </div>
            )}
          </div>
        </div>
      </PreflightProvider>
    </FormProvider>
  )
}
