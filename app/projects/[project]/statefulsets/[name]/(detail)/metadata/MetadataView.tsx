'use client'

import { Stack, Text, Title } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { LiveAge } from '@/app/_components/LiveAge'
import type { SetMetadata } from '@/lib/statefulsets/detail/metadata'
import { useSection } from '../set-context'
import { Entries } from './Entries'
import { ManifestText } from './ManifestText'
import classes from './Metadata.module.css'

/** Labels and annotations of the set, who wrote it, its conditions, and its manifest as it is. */
export function MetadataView({ first }: { first: SetMetadata }) {
  const t = useTranslations('metadata')
  const { labels, annotations, conditions, writers, finalizers, text } = useSection('metadata', first)
  return (
    <Stack gap="lg">
      <Entries of="labels" entries={labels} />
      <Entries of="annotations" entries={annotations} />
      {conditions.length > 0 && (
        <section aria-labelledby="conditions">
          <Title order={2} id="conditions" mb="xs">
            {t('conditions')}
          </Title>
          <dl className={classes.entries}>
            {conditions.map(({ type, status, reason, message }) => (
              <div key={type}>
                <dt>{`${type}: ${status}`}</dt>
                <dd>{[reason, message].filter(Boolean).join(' · ')}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      <section aria-labelledby="writers">
        <Title order={2} id="writers">
          {t('writers')}
        </Title>
        <Text size="sm" c="dimmed" mb="xs">
          {t('writersText')}
        </Text>
        <dl className={classes.entries}>
          {writers.map(({ name, by, what, at }) => (
            <div key={`${name}:${what}:${at}`}>
              <dt>{by === null ? name : t('writerBy', { name, by })}</dt>
              <dd>
                {what} {at !== '' && <LiveAge since={at} />}
              </dd>
            </div>
          ))}
          {finalizers.length > 0 && (
            <div>
              <dt>{t('finalizers')}</dt>
              <dd>{finalizers.join(', ')}</dd>
            </div>
          )}
        </dl>
      </section>
      <ManifestText text={text} />
    </Stack>
  )
}
