import { Group, Stack, Text } from '@mantine/core'
import { IconAlertTriangleFilled, IconPointFilled } from '@tabler/icons-react'
import type { Fact } from './use-facts'

const looks = {
  plain: { icon: IconPointFilled, color: 'var(--mantine-color-dimmed)' },
  warn: { icon: IconAlertTriangleFilled, color: 'var(--state-held)' },
  stop: { icon: IconAlertTriangleFilled, color: 'var(--state-stuck)' },
} as const

/** What will happen, one sentence a line. */
export function FactList({ facts, label }: { facts: readonly Fact[]; label: string }) {
  return (
    <Stack component="ul" aria-label={label} gap={6} m={0} p={0} style={{ listStyle: 'none' }}>
      {facts.map(({ key, tone, text }) => {
        const { icon: Icon, color } = looks[tone]
        return (
          <Group
            component="li"
            key={key}
            gap={8}
            wrap="nowrap"
            align="flex-start"
            data-fact={key}
            data-tone={tone}
          >
            <Icon size={14} color={color} aria-hidden style={{ flex: 'none', marginBlockStart: 3 }} />
            <Text size="sm" miw={0} style={{ overflowWrap: 'anywhere' }}>
              {text}
            </Text>
          </Group>
        )
      })}
    </Stack>
  )
}
