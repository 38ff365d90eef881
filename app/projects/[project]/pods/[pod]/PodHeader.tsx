'use client'

import { Group, Stack, Text, Title } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { blockerText } from '@/app/_components/blocker-text'
import { LiveAge } from '@/app/_components/LiveAge'
import { LogLink } from '@/app/_components/LogLink'
import { OrdinalBadge } from './OrdinalBadge'
import { PodPath } from './PodPath'
import { usePod } from './pod-context'

/** Which pod this is, how it is and why. */
export function PodHeader() {
  const t = useTranslations('pod')
  const blockers = useTranslations('blockers')
  const { slug, view } = usePod()
  const { pod, state } = view
  const trouble = state?.trouble ?? null
  return (
    <Stack gap={4}>
      <PodPath />
      <Group gap="md" align="baseline">
        <Title order={1} style={{ overflowWrap: 'anywhere' }}>
          {pod.name}
        </Title>
        {state === null ? <span>{pod.phase}</span> : <OrdinalBadge state={state.state} />}
        {state !== null && <span>{t(state.isUpdated ? 'newest' : 'former')}</span>}
      </Group>
      {trouble !== null && (
        <Text
          size="sm"
          maw={880}
          c={state?.state === 'failing' ? 'var(--state-stuck)' : 'var(--mantine-color-text)'}
          data-trouble={trouble.reason}
        >
          {blockerText(blockers, { ...trouble, podName: pod.name })}{' '}
          {trouble.since > 0 && <LiveAge since={new Date(trouble.since).toISOString()} />}{' '}
          {trouble.log !== undefined && <LogLink slug={slug} pod={pod.name} log={trouble.log} />}
        </Text>
      )}
      {trouble === null && pod.message !== '' && (
        <Text size="sm" c="dimmed">
          {pod.message}
        </Text>
      )}
    </Stack>
  )
}
