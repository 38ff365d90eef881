'use client'

import { Stack, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useContext } from 'react'
import { fieldsOf } from '@/lib/manifests/read'
import { relabelSet } from '@/lib/manifests/relate'
import { Existing, useDraftStore, useManifestValue } from '../draft-context'
import { Fold } from '../fields/Fold'
import { Kept } from '../fields/Kept'
import { RowsField } from '../fields/RowsField'
import { Selector } from './Selector'

/** 标签设置: labels, which pods and selectors follow; annotations. */
export function Labels() {
  const t = useTranslations('create')
  const store = useDraftStore()
  // The selector of a set that is there is for life, and its Services are other objects: nothing can follow.
  const isExisting = useContext(Existing)
  const selector = fieldsOf(useManifestValue(['set', 'spec', 'selector', 'matchLabels']))
  const shown = Object.entries(selector).map(([key, value]) => `${key}=${String(value)}`)
  return (
    <Stack maw={720}>
      <RowsField
        at={['set', 'metadata', 'labels']}
        label="labels"
        addLabel="addLabel"
        {...(isExisting
          ? {}
          : {
              write: (rows, name) =>
                store.relate((text, manifests, before) => relabelSet(text, manifests, rows, before), name),
            })}
      />
      <Text size="sm" c="dimmed">
        {t('selector')} <code>{shown.join(', ') || '–'}</code>
      </Text>
      {isExisting ? <Kept at={['set', 'spec', 'selector']} shown={['matchLabels']} /> : <Selector />}
      <Fold title={t('folds.podLabels')} note="" covers={[['set', 'spec', 'template', 'metadata']]}>
        <RowsField
          at={['set', 'spec', 'template', 'metadata', 'labels']}
          label="podLabels"
          addLabel="addLabel"
        />
        <RowsField
          at={['set', 'spec', 'template', 'metadata', 'annotations']}
          label="podAnnotations"
          addLabel="addAnnotation"
        />
      </Fold>
      <Fold title={t('folds.annotations')} covers={[['set', 'metadata', 'annotations']]}>
        <RowsField at={['set', 'metadata', 'annotations']} label="annotations" addLabel="addAnnotation" />
      </Fold>
    </Stack>
  )
}
