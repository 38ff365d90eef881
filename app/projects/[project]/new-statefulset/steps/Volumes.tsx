'use client'

import { Alert, Stack } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useContext } from 'react'
import { freeName } from '@/lib/manifests/free-name'
import { noText, wordLens } from '@/lib/manifests/lens'
import { isFields } from '@/lib/manifests/read'
import { orphanMounts, removeVolume, renameVolume, volumeNames } from '@/lib/manifests/relate-volume'
import { Existing, useDraftStore, useManifestValue } from '../draft-context'
import type { At } from '../field-at'
import { Columns } from '../fields/Columns'
import { Fold } from '../fields/Fold'
import { ChoiceField, TextField } from '../fields/fields'
import { ItemList } from '../fields/ItemList'
import { Kept } from '../fields/Kept'
import { useFact } from '../use-preflight'
import { AccessModeField } from './AccessModeField'
import { Mounts } from './Mounts'
import { OtherVolumes } from './OtherVolumes'

const spec: At = ['set', 'spec']
const templates = ['spec', 'volumeClaimTemplates'] as const

/** 存储卷: claim templates with their mounts, other volumes, and what becomes of the claims. */
export function Volumes() {
  const t = useTranslations('create')
  const store = useDraftStore()
  const orphans = useManifestValue(['set'], orphanMounts) as readonly string[]
  const claims = useFact('reused') ?? []
  // Those of a set that is there are its own.
  const reused = useContext(Existing) ? [] : claims
  const policy = ['Retain', 'Delete'] as const
  const choices = policy.map((value) => ({ value, label: t(`choices.${value}`) }))
  const retention: At = [...spec, 'persistentVolumeClaimRetentionPolicy']
  const hasTemplates = useManifestValue([...spec, 'volumeClaimTemplates', 0]) !== undefined
  return (
    <Stack>
      {reused.length > 0 && (
        <Alert color="yellow" title={t('reused.title', { count: reused.length })}>
          {t('reused.text', { names: reused.map(({ name, size }) => `${name} (${size})`).join(', ') })}
        </Alert>
      )}
      <ItemList
        at={[...spec, 'volumeClaimTemplates']}
        label="claimTemplates"
        addLabel="addClaimTemplate"
        make={() => ({
          metadata: { name: freeName('data', volumeNames(store.valueAt(['set']))) },
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10Gi' } } },
        })}
        titleOf={(item, index) => nameOfClaim(item) || String(index + 1)}
        take={(index) =>
          store.relate((text, manifests) => removeVolume(text, manifests, [...templates, index]))
        }
      >
        {(at) => <ClaimTemplate at={at} />}
      </ItemList>
      {hasTemplates && (
        <Fold title={t('folds.retention')} covers={[retention]}>
          <Columns>
            <ChoiceField
              at={[...retention, 'whenDeleted']}
              label="whenDeleted"
              usual="Retain"
              choices={choices}
            />
            <ChoiceField
              at={[...retention, 'whenScaled']}
              label="whenScaled"
              usual="Retain"
              choices={choices}
            />
          </Columns>
        </Fold>
      )}
      <OtherVolumes />
      {orphans.map((name) => (
        <Mounts key={name} volume={name} isOrphan />
      ))}
    </Stack>
  )
}

function ClaimTemplate({ at }: { at: At }) {
  const t = useTranslations('create')
  const name = useManifestValue(at, nameOfClaim) as string
  const store = useDraftStore()
  const classes = useFact('classes') ?? []
  const usual = classes.find(({ isDefault }) => isDefault)?.name
  const offered = classes.map((one) => ({
    value: one.name,
    label: [
      one.name,
      one.provisioner,
      one.isExpandable ? t('expandable') : '',
      t(`binding.${one.bindingMode}`),
    ]
      .filter((part) => part !== '')
      .join(' · '),
  }))
  const [, , , index] = at
  return (
    <>
      <Columns isWide>
        <TextField
          at={[...at, 'metadata', 'name']}
          label="claimName"
          isRequired
          write={(to, field) =>
            store.relate(
              (text, manifests, before) =>
                renameVolume(text, manifests, [...templates, Number(index), 'metadata'], to, before),
              field,
            )
          }
        />
        <ChoiceField
          at={[...at, 'spec', 'storageClassName']}
          label="storageClass"
          lens={wordLens}
          choices={[
            { value: '', label: t('usualClass', { name: usual ?? t('noClass') }) },
            { value: noText, label: t('withoutClass') },
            ...offered,
          ]}
        />
        <TextField at={[...at, 'spec', 'resources', 'requests', 'storage']} label="capacity" isRequired />
        <AccessModeField at={[...at, 'spec', 'accessModes']} />
      </Columns>
      <Kept at={[...at, 'spec']} shown={['storageClassName', 'resources', 'accessModes']} />
      <Mounts volume={name} />
    </>
  )
}

function nameOfClaim(item: unknown): string {
  const metadata = isFields(item) ? item.metadata : undefined
  return isFields(metadata) && typeof metadata.name === 'string' ? metadata.name : ''
}
