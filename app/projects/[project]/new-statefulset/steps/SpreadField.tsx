'use client'

import { NativeSelect, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { otherRules, putSpread, type Spread, spreadOf, spreads } from '@/lib/manifests/spread'
import { useDraftStore, useManifestValue } from '../draft-context'
import { useFieldTexts } from '../fields/fields'

/** Whether pods share a node or a zone, in one choice; rules that were written by hand are kept as they are. */
export function SpreadField() {
  const t = useTranslations('create')
  const texts = useFieldTexts('spread')
  const store = useDraftStore()
  const spread = useManifestValue(['set', 'spec'], spreadOf) as Spread
  const others = useManifestValue(['set', 'spec'], otherRules) as readonly string[]
  const choose = (value: string) => {
    const chosen = spreads.find((one) => one === value)
    if (chosen === undefined) return
    store.flush()
    store.edit('set', (text, manifest) => putSpread(text, manifest, chosen))
  }
  const offered = spread === 'custom' ? (['custom', ...spreads] as const) : spreads
  return (
    <div>
      <NativeSelect
        {...texts}
        value={spread}
        data={offered.map((value) => ({ value, label: t(`spreads.${value}`) }))}
        onChange={(event) => choose(event.currentTarget.value)}
      />
      {others.length > 0 && (
        <Text size="xs" c="dimmed" data-kept>
          {t('kept', { names: others.join(', ') })}
        </Text>
      )}
    </div>
  )
}
