'use client'

import { useTranslations } from 'next-intl'
import type { TransferRefusal } from '@/lib/terminals/protocol'

/** Why a file is not taken to or from a container, as a sentence. */
export function useTransferText(): (refusal: TransferRefusal) => string {
  const t = useTranslations('terminal.files')
  return ({ reason, detail = '' }) => t(`failures.${reason}`, { detail })
}
