'use client'

import { Button } from '@mantine/core'
import { useTranslations } from 'next-intl'

/** The dialog is its table's: a row may go while it is open. */
export function DeleteClaim({ name, onAsk }: { name: string; onAsk: () => void }) {
  const t = useTranslations('volumes')
  return (
    <Button size="compact-xs" variant="default" aria-label={t('deleteNamed', { name })} onClick={onAsk}>
      {t('delete')}
    </Button>
  )
}
