'use client'

import { useTranslations } from 'next-intl'
import { freeNumbered } from '@/lib/manifests/free-name'
import { fieldsOf, listOf } from '@/lib/manifests/read'
import { removeVolume, renameVolume, volumeNames } from '@/lib/manifests/relate-volume'
import { useDraftStore, useManifestValue } from '../draft-context'
import type { At } from '../field-at'
import { Columns } from '../fields/Columns'
import { Fold } from '../fields/Fold'
import { ChoiceField, TextField } from '../fields/fields'
import { ItemList } from '../fields/ItemList'
import { Kept } from '../fields/Kept'
import { KindField, type Kinds, useKind } from '../fields/KindField'
import { useNames } from '../use-preflight'
import { Mounts } from './Mounts'

const inSet = ['spec', 'template', 'spec', 'volumes'] as const
const volumes: At = ['set', ...inSet]
const kinds: Kinds = {
  emptyDir: () => ({}),
  configMap: () => ({ name: '' }),
  secret: () => ({ secretName: '' }),
  persistentVolumeClaim: () => ({ claimName: '' }),
  hostPath: () => ({ path: '' }),
}

/** The fields below, of all kinds. */
const shown = ['medium', 'sizeLimit', 'name', 'secretName', 'claimName', 'path']

/** Volumes that all pods make or share, besides the claims that each has for itself. */
export function OtherVolumes() {
  const t = useTranslations('create')
  const store = useDraftStore()
  const count = useManifestValue(volumes, (all) => listOf(all).length)
  return (
    <Fold title={t('folds.volumes')} note={count === 0 ? '' : String(count)} covers={[volumes]}>
      <ItemList
        at={volumes}
        label="volumes"
        addLabel="addVolume"
        isTitled
        make={() => ({ name: freeNumbered('volume', volumeNames(store.valueAt(['set']))), emptyDir: {} })}
        titleOf={(item, index) => String(fieldsOf(item).name || index + 1)}
        take={(index) => store.relate((text, manifests) => removeVolume(text, manifests, [...inSet, index]))}
      >
        {(at, index) => <Volume at={at} index={index} />}
      </ItemList>
    </Fold>
  )
}

function Volume({ at, index }: { at: At; index: number }) {
  const name = String(useManifestValue([...at, 'name']) ?? '')
  const store = useDraftStore()
  const write = (to: string, field: string) =>
    store.relate(
      (text, manifests, before) => renameVolume(text, manifests, [...inSet, index], to, before),
      field,
    )
  return (
    <>
      <Columns>
        <TextField at={[...at, 'name']} label="volumeName" isRequired write={write} />
        <KindField at={at} label="volumeKind" kinds={kinds} />
        <Source at={at} />
      </Columns>
      <KeptOf at={at} />
      <Mounts volume={name} />
    </>
  )
}

/** What of its kind the form has no field for. */
function KeptOf({ at }: { at: At }) {
  const kind = useKind(at, kinds)
  return kind === null ? null : <Kept at={[...at, kind]} shown={shown} />
}

function Source({ at }: { at: At }) {
  const t = useTranslations('create')
  const kind = useKind(at, kinds)
  const configMaps = useNames('configMaps')
  const secrets = useNames('secrets')
  const claims = useNames('claims')
  switch (kind) {
    case 'emptyDir':
      return (
        <>
          <ChoiceField
            at={[...at, 'emptyDir', 'medium']}
            label="medium"
            choices={[
              { value: '', label: t('choices.disk') },
              { value: 'Memory', label: t('choices.memory') },
            ]}
          />
          <TextField at={[...at, 'emptyDir', 'sizeLimit']} label="sizeLimit" />
        </>
      )
    case 'configMap':
      return (
        <TextField at={[...at, 'configMap', 'name']} label="sourceName" suggestions={configMaps} isRequired />
      )
    case 'secret':
      return (
        <TextField at={[...at, 'secret', 'secretName']} label="sourceName" suggestions={secrets} isRequired />
      )
    case 'persistentVolumeClaim':
      return (
        <TextField
          at={[...at, 'persistentVolumeClaim', 'claimName']}
          label="sourceName"
          suggestions={claims}
          isRequired
        />
      )
    case 'hostPath':
      return <TextField at={[...at, 'hostPath', 'path']} label="hostPath" isMono isRequired />
    default:
      return null
  }
}
