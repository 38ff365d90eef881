'use client'

import { Alert, Stack, Text, TextInput } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ActionDialog } from '@/app/_components/ActionDialog'
import { useAction } from '@/app/_components/use-action'
import { forceDeletePod } from '@/app/projects/[project]/pods/actions'
import type { OrdinalRow } from '@/lib/statefulsets/detail/detail'
import { PodWatch } from './PodWatch'
import { useSet } from './set-context'

/** At most one pod of a name may run, and only its node can say that it does not. What to try first, and what may happen. */
export function ForceDeleteDialog({ row, onClose }: { row: OrdinalRow; onClose: () => void }) {
  const t = useTranslations('podActions')
  const { slug } = useSet()
  const [confirmation, setConfirmation] = useState('')
  const [isAsked, setAsked] = useState(false)
  const { run, isPending, failure, fieldText } = useAction(forceDeletePod)
  const { podName, uid, node, claims } = row
  const confirm = async () => {
    if ((await run(slug, { pod: podName, uid: uid ?? '', confirmation })) !== null) setAsked(true)
  }
  return (
    <ActionDialog
      title={t('forceTitle', { pod: podName })}
      submit={t('forceSubmit', { pod: podName })}
      isDangerous
      isPending={isPending}
      isDisabled={confirmation !== podName}
      isAsked={isAsked}
      failure={failure}
      knownFields={['confirmation']}
      onSubmit={() => void confirm()}
      onClose={onClose}
    >
      {isAsked && <PodWatch ordinal={row.ordinal} formerUid={uid ?? ''} />}
      {!isAsked && (
        <Stack gap="sm">
          <Alert color="red" title={t('forceWarningTitle')}>
            {t('forceWarning', {
              pod: podName,
              node: node ?? '',
              claims: claims.join(', '),
              hasClaims: claims.length,
            })}
          </Alert>
          <Text size="sm">{t('forceBefore', { node: node ?? '' })}</Text>
          <TextInput
            label={t('forceConfirm', { pod: podName })}
            value={confirmation}
            onChange={(event) => setConfirmation(event.currentTarget.value)}
            error={fieldText('confirmation')}
            autoComplete="off"
          />
        </Stack>
      )}
    </ActionDialog>
  )
}
