'use client'

import { Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { LiveAge } from '@/app/_components/LiveAge'
import type { ContainerView } from '@/lib/pods/container-view'
import { EndingText } from './EndingText'

/** How often it was started again, and how and when it ended last. */
export function Restarts({ container: { restarts, ending } }: { container: ContainerView }) {
  const t = useTranslations('pod')
  if (ending === null) return restarts
  return (
    <>
      {t('restarts', { count: restarts })}{' '}
      <Text span size="xs" c="dimmed">
        <EndingText ending={ending} /> <LiveAge since={ending.at} />
      </Text>
    </>
  )
}
