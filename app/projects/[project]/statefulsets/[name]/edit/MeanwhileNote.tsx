'use client'

import { Alert, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import type { Meanwhile } from './edit-session'

/** What others changed while the person typed, and that it is in the text now. */
export function MeanwhileNote({ meanwhile, onClose }: { meanwhile: Meanwhile | null; onClose?: () => void }) {
  const t = useTranslations('edit')
  const common = useTranslations('common')
  if (meanwhile === null) return null
  const who = meanwhile.writers.map((one) => (one === 'ordinal' ? t('inOrdinal') : one)).join(', ')
  return (
    <Alert
      color="ink"
      role="status"
      title={t('meanwhile', { who: who || t('somebody') })}
      {...(onClose === undefined
        ? {}
        : { withCloseButton: true, closeButtonLabel: common('close'), onClose })}
      data-meanwhile={meanwhile.places.length}
    >
      {meanwhile.places.length > 0 && (
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {t('taken', { places: meanwhile.places.join(', ') })}
        </Text>
      )}
    </Alert>
  )
}
