'use client'

import { Text } from '@mantine/core'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useCallback, useEffect } from 'react'
import { FormProvider, useForm } from 'react-hook-form'
import { insist } from '@/app/_components/lazy-part'
import creator from '@/app/projects/[project]/new-statefulset/Creator.module.css'
import { complaintsResolver } from '@/app/projects/[project]/new-statefulset/complaints-resolver'
import { useDraft, useDraftStore } from '@/app/projects/[project]/new-statefulset/draft-context'
import { FormView } from '@/app/projects/[project]/new-statefulset/FormView'
import type { View } from '@/app/projects/[project]/new-statefulset/look'
import type { Step } from '@/app/projects/[project]/new-statefulset/steps'
import { Basics, type ProjectChoice } from '@/app/projects/[project]/new-statefulset/steps/Basics'
import { PreflightProvider, usePreflight } from '@/app/projects/[project]/new-statefulset/use-preflight'
import { lockedLines } from '@/lib/manifests/locks'
import { preflightParts } from '@/lib/statefulsets/create/preflight-facts'

const CodeView = dynamic(
  () =>
    insist(() => import('@/app/projects/[project]/new-statefulset/CodeView')).then(
      (module) => module.CodeView,
    ),
  { ssr: false },
)

/** Of a set that is there, its name is its own, and so are its claims. */
const parts = preflightParts.filter((part) => part !== 'taken' && part !== 'reused')

interface Props {
  readonly slug: string
  readonly project: ProjectChoice
  readonly view: View
  readonly step: Step
  readonly onStep: (step: Step) => void
}

/** The views of one text: the steps of the form, the code. */
export function EditViews({ slug, project, view, step, onStep }: Props) {
  const t = useTranslations('edit')
  const locks = useTranslations('fields')
  const store = useDraftStore()
  const form = useForm({ mode: 'onTouched', resolver: complaintsResolver(store) })
  const complaints = useDraft((state) => state.complaints)
  const preflight = usePreflight(slug, parts)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is said changes with the complaints.
  useEffect(() => void form.trigger(), [form, complaints])
  const lockedIn = useCallback(
    (text: string) => lockedLines(text).map(({ lock, ...lines }) => ({ ...lines, message: locks(lock) })),
    [locks],
  )
  return (
    <FormProvider {...form}>
      <PreflightProvider value={preflight}>
        <div className={creator.views}>
          {view !== 'code' && (
            <FormView
              basics={<Basics project={slug} projects={[project]} onProject={() => undefined} />}
              step={step}
              onStep={onStep}
            />
          )}
          {view !== 'form' && (
            <div className={creator.code}>
              <CodeView slug={slug} label={t('code')} lockedIn={lockedIn} />
              <Text size="xs" c="dimmed" mt={2}>
                {t('lockedNote')}
              </Text>
            </div>
          )}
        </div>
      </PreflightProvider>
    </FormProvider>
  )
}
