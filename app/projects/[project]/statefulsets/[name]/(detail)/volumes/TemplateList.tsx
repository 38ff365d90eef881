'use client'

import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { TemplateRow, Volumes } from '@/lib/statefulsets/volumes/volumes'
import { TemplateDialog } from './TemplateDialog'

interface Props {
  readonly volumes: Volumes
  /** Whether this person may change them; `isOffered`: whether that can be done now. */
  readonly mayChange: boolean
  readonly isOffered: boolean
}

/** What each ordinal's claims are made from. */
export function TemplateList({ volumes, mayChange, isOffered }: Props) {
  const t = useTranslations('volumes.template')
  const [open, setOpen] = useState<TemplateRow | 'new' | null>(null)
  return (
    <Stack component="section" gap={6} aria-labelledby="templates">
      <Group justify="space-between">
        <Title order={2} id="templates">
          {t('heading')}
        </Title>
        {mayChange && (
          <Button size="xs" variant="default" disabled={!isOffered} onClick={() => setOpen('new')}>
            {t('add')}
          </Button>
        )}
      </Group>
      {volumes.templates.map((template) => (
        <Group key={template.name} gap="md" data-template={template.name}>
          <Text size="sm" fw={550}>
            {template.name}
          </Text>
          <Text size="sm" c="dimmed">
            {t('row', {
              size: template.size,
              className: template.className || 'none',
              mode: template.accessModes.join(', '),
            })}
          </Text>
          {mayChange && (
            <Button
              size="compact-xs"
              variant="default"
              disabled={!isOffered}
              aria-label={t('changeNamed', { name: template.name })}
              onClick={() => setOpen(template)}
            >
              {t('change')}
            </Button>
          )}
        </Group>
      ))}
      {open !== null && (
        <TemplateDialog
          volumes={volumes}
          {...(open === 'new' ? {} : { present: open })}
          onClose={() => setOpen(null)}
        />
      )}
    </Stack>
  )
}
