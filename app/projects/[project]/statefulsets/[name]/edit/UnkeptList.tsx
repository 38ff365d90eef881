'use client'

import { Alert, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import type { Unkept } from '@/lib/manifests/kept'
import { shortText } from './short-text'

/** Fields that the cluster takes without a word and does not keep as they are. */
export function UnkeptList({ unkept, title }: { unkept: readonly Unkept[]; title: string }) {
  const t = useTranslations('edit')
  if (unkept.length === 0) return null
  return (
    <Alert color="yellow" title={title} data-unkept={unkept.length}>
      {unkept.map(({ path, kept }) => (
        <Text key={path} size="sm" style={{ overflowWrap: 'anywhere' }}>
          {kept === undefined ? t('dropped', { path }) : t('altered', { path, kept: shortText(kept) })}
        </Text>
      ))}
    </Alert>
  )
}
