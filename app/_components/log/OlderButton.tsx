'use client'

import { Button } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useToast } from '../use-toast'
import type { LogModel } from './use-log'

/** Loads lines from before the first one that is held. */
export function OlderButton({ model }: { model: LogModel }) {
  const t = useTranslations('logs')
  const toast = useToast()
  const [isLoading, setLoading] = useState(false)
  const load = () => {
    setLoading(true)
    model
      .loadOlder()
      .then((count) => count === 0 && toast.say(t('noOlder')))
      .catch(() => toast.warn(t('olderFailed')))
      .finally(() => setLoading(false))
  }
  return (
    <Button size="compact-xs" variant="subtle" loading={isLoading} onClick={load}>
      {t('older')}
    </Button>
  )
}
