'use client'

import { Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import type { Follower } from '@/lib/manifests/follow'
import { pathText } from '@/lib/manifests/path'
import { useDraft } from './draft-context'

/** What the last change brought with it, so that nothing changes unseen. */
export function Followers() {
  const t = useTranslations('create')
  const followers = useDraft((state) => state.followers)
  if (followers.length === 0) return null
  const changed = followers.filter(({ to }) => to !== '')
  const gone = followers.filter(({ to }) => to === '')
  return (
    <Text size="xs" c="dimmed" mt="md" role="status" data-followers={followers.length}>
      {changed.length > 0 && t('followed', { to: changed[0]?.to ?? '', places: placesOf(changed) })}{' '}
      {gone.length > 0 && t('wentAlong', { places: placesOf(gone) })}
    </Text>
  )
}

function placesOf(followers: readonly Follower[]): string {
  return followers.map(({ kind, path }) => `${kind} ${pathText(path)}`).join(', ')
}
