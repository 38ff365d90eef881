'use client'

import { Alert, Anchor, Group, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { fieldErrorText } from '@/app/_components/field-error-text'
import { useDraft } from '../draft-context'
import { type Step, stepOf } from '../steps'
import classes from './Review.module.css'

/** Everything that is wrong, each with the step where it is mended. */
export function Complaints({ onStep }: { onStep: (step: Step) => void }) {
  const t = useTranslations()
  const { complaints, parts } = useDraft((state) => state)
  if (complaints.length === 0) return null
  return (
    <Alert color="red" title={t('create.complaintsTitle', { count: complaints.length })}>
      {complaints.map((complaint) => {
        const step = stepOf(complaint, parts)
        return (
          <Group
            key={`${complaint.document}:${complaint.path}:${complaint.code}:${complaint.detail}`}
            gap={6}
            wrap="nowrap"
            align="baseline"
          >
            {step !== 'review' && (
              <Anchor component="button" size="sm" onClick={() => onStep(step)} className={classes.link}>
                {t(`create.steps.${step}`)}
              </Anchor>
            )}
            <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
              {complaint.line !== undefined && `${t('common.line', { line: complaint.line })} `}
              {complaint.path !== 'manifest' && <code>{`${complaint.path}: `}</code>}
              {fieldErrorText(t, complaint)}
            </Text>
          </Group>
        )
      })}
    </Alert>
  )
}
