'use client'

import { Alert, Button, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import type { Saving } from './use-autosave'

/** That another tab saved this draft meanwhile. */
export function Elsewhere({ saving }: { saving: Saving }) {
  const t = useTranslations('create.elsewhere')
  if (saving !== 'elsewhere') return null
  return (
    <Alert color="yellow" role="alert" title={t('title')}>
      <Text size="sm">{t('text')}</Text>
      <Button mt="xs" size="compact-sm" variant="default" onClick={() => window.location.reload()}>
        {t('reload')}
      </Button>
    </Alert>
  )
}
