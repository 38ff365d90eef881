'use client'

import { notifications } from '@mantine/notifications'
import { useTranslations } from 'next-intl'

/** Short words in the corner: `say` goes by itself, `warn` stays until it is closed. */
export function useToast() {
  const t = useTranslations('common')
  const closeButtonProps = { 'aria-label': t('close') }
  return {
    say: (message: string) => notifications.show({ message, closeButtonProps }),
    warn: (message: string) =>
      notifications.show({ message, color: 'yellow', autoClose: false, closeButtonProps }),
  }
}
