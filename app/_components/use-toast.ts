'use client'

import type { NotificationData } from '@mantine/notifications'
import { useTranslations } from 'next-intl'
import { insist } from './lazy-part'
import { toastWanted } from './Toasts'

/** Short words in the corner: `say` goes by itself, `warn` stays until it is closed. */
export function useToast() {
  const t = useTranslations('common')
  const closeButtonProps = { 'aria-label': t('close') }
  return {
    say: (message: string) => show({ message, closeButtonProps }),
    warn: (message: string) => show({ message, color: 'yellow', autoClose: false, closeButtonProps }),
  }
}

/** The store keeps a toast until there is a container to show it. */
function show(toast: NotificationData): void {
  window.dispatchEvent(new Event(toastWanted))
  void insist(() => import('@mantine/notifications')).then(({ notifications }) => notifications.show(toast))
}
