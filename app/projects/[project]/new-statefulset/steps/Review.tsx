'use client'

import { Button, Group, Stack, Text } from '@mantine/core'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ActionError } from '@/app/_components/ActionError'
import { tellTour } from '@/app/_components/tour/tell-tour'
import { useAction } from '@/app/_components/use-action'
import { useToast } from '@/app/_components/use-toast'
import { routes } from '@/lib/routes'
import { createStatefulSet, discardDraft } from '../actions'
import { useDraft, useDraftStore } from '../draft-context'
import { keepEnd } from '../draft-end'
import type { Step } from '../steps'
import { forgetUnsaved } from '../unsaved'
import { Complaints } from './Complaints'
import { Notes } from './Notes'
import classes from './Review.module.css'
import { Summary } from './Summary'
import { useTrial } from './use-trial'

interface Props {
  readonly slug: string
  readonly draftId: string
  readonly requestId: string
  readonly saveNow: () => Promise<void>
  readonly onStep: (step: Step) => void
}

/** What will be made, what the cluster says to it without making it, and the button that makes it. */
export function Review({ slug, draftId, requestId, saveNow, onStep }: Props) {
  const t = useTranslations('create')
  const router = useRouter()
  const toast = useToast()
  const store = useDraftStore()
  const { text, own, isChecked, complaints } = useDraft((state) => state)
  const [skip, setSkip] = useState<readonly string[]>([])
  const creating = useAction(createStatefulSet)
  const { ask, isPending, failure, answer } = useTrial(slug, requestId, skip)

  const create = async () => {
    await saveNow()
    const made = await creating.run(slug, { manifest: store.state.text, requestId, skip: [...skip] })
    if (made === null) return
    tellTour('create')
    for (const warning of made.warnings) toast.warn(warning)
    await discardDraft(slug, { id: draftId }).catch(() => null)
    forgetUnsaved(draftId)
    keepEnd(draftId, { slug, set: made.name })
    toast.say(t('created', { name: made.name }))
    router.push(routes.statefulSet(slug, made.name))
  }
  const isAgreed = answer !== null && complaints.length === 0
  const said = complaints.length > 0 ? 'mendFirst' : isAgreed ? 'clusterAgrees' : isPending ? 'trying' : null
  return (
    <Stack>
      <Summary skip={skip} onSkip={setSkip} />
      <Complaints onStep={onStep} />
      <ActionError failure={failure} />
      <Notes warnings={answer?.warnings ?? []} notes={answer?.notes ?? []} />
      <details className={classes.yaml}>
        <summary>{t('yaml')}</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, with the keyboard as well. */}
        <pre tabIndex={0}>{text}</pre>
      </details>
      <ActionError failure={creating.failure} />
      <Group>
        <Button variant="default" mr="auto" onClick={() => onStep('nodes')}>
          {t('back')}
        </Button>
        <Text size="sm" c="dimmed" role="status" data-tried={isAgreed}>
          {said !== null && t(said)}
        </Text>
        {isChecked && own.length === 0 && !isAgreed && (
          <Button variant="default" loading={isPending} onClick={() => void ask()}>
            {t('askAgain')}
          </Button>
        )}
        <Button
          loading={creating.isPending}
          disabled={!isChecked || complaints.length > 0}
          onClick={() => void create()}
        >
          {t('submit')}
        </Button>
      </Group>
    </Stack>
  )
}
