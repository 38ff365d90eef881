'use client'

import { Alert, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import type { ActionFailure } from '@/lib/result'
import { fieldErrorText } from './field-error-text'

/** Why an action failed: one sentence, then each complaint that has no field of its own on the screen. */
export function ActionError(props: { failure: ActionFailure | null; knownFields?: readonly string[] }) {
  const t = useTranslations()
  const { failure } = props
  if (failure === null) return null
  const rest = failure.fields.filter((field) => !props.knownFields?.includes(field.path))
  return (
    <Alert color="red" variant="light" role="alert" title={t(`errors.${failure.code}`)}>
      {rest.map((field) => (
        <Text
          key={`${field.path}:${field.code}:${field.detail}`}
          size="sm"
          style={{ overflowWrap: 'anywhere' }}
        >
          {field.line !== undefined && `${t('common.line', { line: field.line })} `}
          {field.path !== '' && field.path !== 'manifest' && <code>{`${field.path}: `}</code>}
          {fieldErrorText(t, field)}
        </Text>
      ))}
      {failure.requestId !== '' && failure.code === 'unexpected' && (
        <Text size="xs">{t('common.requestId', { id: failure.requestId })}</Text>
      )}
    </Alert>
  )
}
