'use client'

import { Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { EventTable } from '@/app/_components/EventTable'
import { usePod } from './pod-context'

/** What the cluster reports of this pod, newest first. */
export function PodEvents() {
  const t = useTranslations('events')
  const { events } = usePod().view.pod
  if (events.length === 0) return <Text c="dimmed">{t('none')}</Text>
  return <EventTable rows={events} minWidth={640} />
}
