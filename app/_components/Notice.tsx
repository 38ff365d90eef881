import { Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

/** A page or panel that has nothing to show but a sentence and the next step. */
export function Notice({ title, text, children }: { title: string; text: string; children?: ReactNode }) {
  return (
    <Stack component="section" align="flex-start" gap="sm" maw={560} mx="auto" my={64} px="md">
      <Title order={1}>{title}</Title>
      <Text c="dimmed" style={{ whiteSpace: 'pre-line' }}>
        {text}
      </Text>
      {children}
    </Stack>
  )
}
