'use client'

import { Modal } from '@mantine/core'
import { useTranslations } from 'next-intl'
import type { SetRow } from '@/lib/statefulsets/list/row'
import { DescriptionForm } from './DescriptionForm'

/** The description of one set of a list; the row follows the cluster. */
export function DescriptionDialog({ row, onClose }: { row: SetRow; onClose: () => void }) {
  const t = useTranslations('metadata')
  const common = useTranslations('common')
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('descriptionOf', { name: row.name })}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <DescriptionForm slug={row.project} set={row} onClose={onClose} />
    </Modal>
  )
}
