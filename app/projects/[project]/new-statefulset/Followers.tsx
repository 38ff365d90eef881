'use client'

import { Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { pathText } from '@/lib/manifests/path'
import { useDraft } from './draft-context'

/** What the last change brought with it, so that nothing changes unseen. */
export function Followers() {
  const t = useTranslations('create')
  const followers = useDraft((state) => state.followers)
  if (followers.length === 0) return null
  const places = followers.map(({ kind, path }) => `${kind} ${pathText(path)}`)
  return (
    <Text size="xs" c="dimmed" mt="md" role="status" data-followers={followers.length}>
      {t('followed', { to: followers[0]?.to ?? '', places: places.join(', ') })}
    </Text>
  )
}
