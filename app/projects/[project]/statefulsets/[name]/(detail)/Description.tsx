'use client'

import { ActionIcon, Box, Group, Text } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { DescriptionForm } from '@/app/statefulsets/DescriptionForm'
import { roleCan } from '@/lib/auth/permissions'
import { useSet } from './set-context'
import { isOpen } from './set-state'

/** What people say about the set, edited where it stands. */
export function Description() {
  const t = useTranslations('metadata')
  const { slug, role, set, isGone, operation } = useSet()
  const [isEditing, setEditing] = useState(false)
  const isFree = !isGone && set.state !== 'deleting' && !isOpen(operation)
  const mayEdit = roleCan(role, 'statefulset:edit') && isFree
  if (isEditing) {
    return (
      <Box w="min(560px, 100%)" mt={4}>
        <DescriptionForm slug={slug} set={set} onClose={() => setEditing(false)} />
      </Box>
    )
  }
  if (set.description === '' && !mayEdit) return null
  return (
    <Group gap={4} wrap="nowrap" align="flex-start">
      <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-line' }}>
        {set.description || t('noDescription')}
      </Text>
      {mayEdit && (
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={t('editDescription')}
          title={t('editDescription')}
          onClick={() => setEditing(true)}
        >
          <IconPencil size={14} aria-hidden />
        </ActionIcon>
      )}
    </Group>
  )
}
