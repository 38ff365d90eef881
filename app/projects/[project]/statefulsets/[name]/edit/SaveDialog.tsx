'use client'

import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { ActionError } from '@/app/_components/ActionError'
import { fieldErrorText } from '@/app/_components/field-error-text'
import { Consents } from '@/app/_components/foresight/Consents'
import { FactList } from '@/app/_components/foresight/FactList'
import { losingOf, lostClaims, useConsent } from '@/app/_components/foresight/use-consent'
import { useEditFacts } from '@/app/_components/foresight/use-facts'
import { useQuorumText } from '@/app/_components/foresight/use-quorum-text'
import { useDraft } from '@/app/projects/[project]/new-statefulset/draft-context'
import type { Change } from '@/lib/manifests/changes'
import type { EditableSet } from '@/lib/statefulsets/edit/get-editable'
import { ChangeList } from './ChangeList'
import { EffectList } from './EffectList'
import type { Session } from './edit-session'
import { ManagerNote } from './ManagerNote'
import { MeanwhileNote } from './MeanwhileNote'
import { UnkeptList } from './UnkeptList'
import { useSave } from './use-save'

interface Props {
  readonly slug: string
  readonly session: Session
  readonly changes: readonly Change[]
  readonly isStopped: boolean
  readonly meet: (now: EditableSet) => boolean
  readonly saveNow: () => Promise<void>
  readonly onSaved: () => void
  readonly onClose: () => void
}

/** What will be sent, what it will bring about, and what the cluster says of it without storing it. */
export function SaveDialog(props: Props) {
  const t = useTranslations('edit')
  const words = useTranslations('foresight')
  const common = useTranslations('common')
  const { session, changes, isStopped, onClose } = props
  const { answer, isAsking, isSaving, failure, save } = useSave(props)
  const complaints = useDraft((state) => state.complaints)
  const { name, managers } = session.base
  const foresight = answer?.foresight ?? null
  const facts = useEditFacts(foresight)
  const lost = lostClaims(foresight)
  const quorum = useQuorumText()(foresight)
  // Who may not delete claims may not edit either.
  const consent = useConsent({ lost, quorums: quorum === null ? [] : [quorum], mayLose: true })
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={t('saveTitle', { name })}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <Stack gap="sm" data-tried={answer !== null && complaints.length === 0}>
        <MeanwhileNote meanwhile={session.meanwhile} />
        <ManagerNote managers={managers} />
        {session.conflicts.length > 0 && <Alert color="red">{t('stops.decideFirst', { line: 1 })}</Alert>}
        <ActionError failure={failure} />
        {complaints.length > 0 && (
          <Alert color="red" role="alert" title={t('refused')}>
            <Complaints />
          </Alert>
        )}
        {isAsking && (
          <Text size="sm" c="dimmed" role="status">
            {t('asking')}
          </Text>
        )}
        {answer !== null && <EffectList effects={answer.effects} />}
        {facts.length > 0 && <FactList facts={facts} label={words('label')} />}
        <Consents consent={consent} />
        {answer !== null && <UnkeptList unkept={answer.unkept} title={t('wouldDrop')} />}
        {answer !== null && answer.warnings.length > 0 && (
          <Alert color="yellow" title={t('warnings')}>
            {answer.warnings.map((warning) => (
              <Text key={warning} size="sm">
                {warning}
              </Text>
            ))}
          </Alert>
        )}
        <ChangeList changes={changes} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common('cancel')}
          </Button>
          <Button
            color={lost.length > 0 ? 'red' : 'ink'}
            loading={isSaving}
            disabled={isStopped || answer === null || !consent.isGiven}
            onClick={() => void save(losingOf(lost))}
            data-autofocus
          >
            {t('submit', { count: changes.length })}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

function Complaints() {
  const t = useTranslations()
  const complaints = useDraft((state) => state.complaints)
  return complaints.map((complaint) => (
    <Text
      key={`${complaint.path}:${complaint.code}:${complaint.detail}`}
      size="sm"
      style={{ overflowWrap: 'anywhere' }}
    >
      {complaint.line !== undefined && `${t('common.line', { line: complaint.line })} `}
      {complaint.path !== '' && <code>{`${complaint.path}: `}</code>}
      {fieldErrorText(t, complaint)}
    </Text>
  ))
}
