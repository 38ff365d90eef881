'use client'

import { Group, Stack, Text, Title } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { roleCan } from '@/lib/auth/permissions'
import type { Volumes } from '@/lib/statefulsets/volumes/volumes'
import { useSection, useSet } from '../set-context'
import { isOpen } from '../set-state'
import { ClaimTable } from './ClaimTable'
import { GrowDialog } from './GrowDialog'
import { RetentionDialog } from './RetentionDialog'
import { TemplateList } from './TemplateList'

/** The set's claims by ordinal, what is left over of former ones, and what can be done with them. */
export function VolumesView({ first }: { first: Volumes }) {
  const t = useTranslations('volumes')
  const { slug, role, set, operation, isGone } = useSet()
  const volumes = useSection('volumes', first)
  const { templates, rows, leftovers, whenScaled, whenDeleted } = volumes
  const mayChange = !isGone && !isOpen(operation) && set.state !== 'deleting'
  return (
    <Stack gap="lg">
      <Stack gap="sm">
        <Group justify="space-between" align="flex-start" gap="sm">
          <Text size="sm" maw={640}>
            {templates.length > 0 && `${t(`whenScaled${whenScaled}`)} ${t(`whenDeleted${whenDeleted}`)}`}
          </Text>
          <Group gap="xs">
            {roleCan(role, 'statefulset:edit') && templates.length > 0 && (
              <RetentionDialog key={`${whenScaled} ${whenDeleted}`} volumes={volumes} isOpen={mayChange} />
            )}
            {roleCan(role, 'claim:grow') && templates.length > 0 && (
              <GrowDialog volumes={volumes} isOffered={mayChange} />
            )}
          </Group>
        </Group>
        {rows.length === 0 ? (
          <Text c="dimmed">{t(templates.length === 0 ? 'noTemplates' : 'noOrdinals')}</Text>
        ) : (
          <ClaimTable rows={rows} templates={templates} label={t('claimsOf', { name: set.name })} />
        )}
      </Stack>
      <TemplateList volumes={volumes} mayChange={roleCan(role, 'statefulset:edit')} isOffered={mayChange} />
      {leftovers.length > 0 && (
        <Stack component="section" gap="xs" aria-labelledby="leftovers">
          <Title order={2} id="leftovers">
            {t('leftovers', { count: leftovers.length })}
          </Title>
          <Text size="sm" c="dimmed" maw={640}>
            {t('leftoversText', { name: set.name })}
          </Text>
          <ClaimTable
            rows={leftovers}
            templates={templates}
            label={t('leftovers', { count: leftovers.length })}
            {...(roleCan(role, 'claim:delete') ? { deleteIn: slug } : {})}
          />
        </Stack>
      )}
    </Stack>
  )
}
