'use client'

import { Checkbox, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { objectOf } from '@/lib/manifests/fault'
import type { Manifest } from '@/lib/manifests/parse'
import { fieldsOf, listOf, valueAt } from '@/lib/manifests/read'
import { useDraft } from '../draft-context'
import classes from './Review.module.css'

interface Props {
  readonly skip: readonly string[]
  readonly onSkip: (skip: readonly string[]) => void
}

/** Each object that will be made, in a line; companions that exist already may be used as they are. */
export function Summary({ skip, onSkip }: Props) {
  const t = useTranslations('create.summary')
  const { manifests, complaints } = useDraft((state) => state)
  return (
    <ul className={classes.summary}>
      {manifests.map((manifest) => {
        const key = `${manifest.kind}/${manifest.name}`
        const isThere = complaints.some(
          (one) => one.code === 'exists' && objectOf(one, manifests)[0] === manifest,
        )
        return (
          <li key={key}>
            <Text size="sm" fw={600} component="span">
              {manifest.kind}
            </Text>{' '}
            <code>{manifest.name}</code>
            {manifest.kind === 'StatefulSet' && <SetLine manifest={manifest} />}
            {(isThere || skip.includes(key)) && (
              <Checkbox
                size="xs"
                mt={4}
                label={t('useExisting')}
                checked={skip.includes(key)}
                onChange={(event) =>
                  onSkip(event.currentTarget.checked ? [...skip, key] : skip.filter((one) => one !== key))
                }
              />
            )}
          </li>
        )
      })}
    </ul>
  )
}

function SetLine({ manifest }: { manifest: Manifest }) {
  const t = useTranslations('create.summary')
  const spec = valueAt(manifest.object, ['spec'])
  const containers = listOf(valueAt(spec, ['template', 'spec', 'containers']))
  const claims = listOf(valueAt(spec, ['volumeClaimTemplates']))
  const sizes = claims.map((claim) =>
    String(valueAt(claim, ['spec', 'resources', 'requests', 'storage']) ?? ''),
  )
  const replicas = Number(valueAt(spec, ['replicas']) ?? 1)
  return (
    <Text size="sm" c="dimmed">
      {t('set', {
        replicas,
        images: containers.map((one) => String(fieldsOf(one).image || '–')).join(', '),
        claims: claims.length * replicas,
        sizes: sizes.join(' + '),
      })}
    </Text>
  )
}
