'use client'

import { NativeSelect } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { deleteIn, setIn } from '@/lib/manifests/edit'
import { isFields } from '@/lib/manifests/read'
import { useDraftStore, useManifestValue } from '../draft-context'
import type { At } from '../field-at'
import { Columns } from '../fields/Columns'
import { TextField, useFieldTexts } from '../fields/fields'
import { ItemList } from '../fields/ItemList'
import { KindField, type Kinds, useKind, useOtherKind } from '../fields/KindField'
import { type KeyedPart, useKeys, useNames } from '../use-preflight'

const references: Kinds = {
  configMapKeyRef: () => ({ name: '', key: '' }),
  secretKeyRef: () => ({ name: '', key: '' }),
  fieldRef: () => ({ fieldPath: 'metadata.name' }),
  resourceFieldRef: () => ({ resource: 'limits.memory' }),
}
const sources: Kinds = {
  configMapRef: () => ({ name: '' }),
  secretRef: () => ({ name: '' }),
}

export function Env({ at }: { at: At }) {
  return (
    <ItemList
      at={at}
      label="env"
      addLabel="addEnv"
      isTitled
      isFlat
      make={() => ({ name: '', value: '' })}
      titleOf={(item, index) => nameIn(item, index)}
    >
      {(one) => (
        <Columns>
          <TextField at={[...one, 'name']} label="envName" isRequired isMono />
          <Origin at={one} />
          <Source at={one} />
        </Columns>
      )}
    </ItemList>
  )
}

export function EnvFrom({ at }: { at: At }) {
  return (
    <ItemList
      at={at}
      label="envFrom"
      addLabel="addEnvFrom"
      isFlat
      make={() => ({ configMapRef: { name: '' } })}
      titleOf={(item, index) => nameIn(item, index)}
    >
      {(one) => (
        <Columns>
          <KindField at={one} label="origin" kinds={sources} />
          <SourceName at={one} />
          <TextField at={[...one, 'prefix']} label="envPrefix" />
        </Columns>
      )}
    </ItemList>
  )
}

/** A value of its own, or a reference of one of four kinds. */
function Origin({ at }: { at: At }) {
  const t = useTranslations('create.kinds')
  const store = useDraftStore()
  const texts = useFieldTexts('origin')
  const from: At = [...at, 'valueFrom']
  const kind = useKind(from, references)
  const other = useOtherKind(from, references)
  const choose = (next: string) => {
    store.flush()
    store.editAt(at, (text, document, path) => {
      const bare = deleteIn(
        deleteIn(text, document, [...path, 'value'], path.length),
        document,
        [...path, 'valueFrom'],
        path.length,
      )
      if (next === 'value') return setIn(bare, document, [...path, 'value'], '')
      return setIn(bare, document, [...path, 'valueFrom'], { [next]: references[next]?.() })
    })
  }
  return (
    <NativeSelect
      {...texts}
      value={kind ?? other ?? 'value'}
      data={[
        ...(other === null ? [] : [other]),
        ...['value', ...Object.keys(references)].map((value) => ({ value, label: t(value as 'value') })),
      ]}
      onChange={(event) => choose(event.currentTarget.value)}
    />
  )
}

function Source({ at }: { at: At }) {
  const kind = useKind([...at, 'valueFrom'], references)
  const other = useOtherKind([...at, 'valueFrom'], references)
  const from: At = [...at, 'valueFrom', kind ?? '']
  if (other !== null) return null
  switch (kind) {
    case 'configMapKeyRef':
      return <KeyOf at={from} part="configMaps" />
    case 'secretKeyRef':
      return <KeyOf at={from} part="secrets" />
    case 'fieldRef':
      return <TextField at={[...from, 'fieldPath']} label="fieldPath" suggestions={fieldPaths} isMono />
    case 'resourceFieldRef':
      return (
        <TextField at={[...from, 'resource']} label="resourceField" suggestions={resourceFields} isMono />
      )
    default:
      return <TextField at={[...at, 'value']} label="envValue" isMono />
  }
}

function KeyOf({ at, part }: { at: At; part: KeyedPart }) {
  const name = useManifestValue([...at, 'name'])
  return (
    <>
      <TextField at={[...at, 'name']} label="sourceName" suggestions={useNames(part)} isRequired />
      <TextField
        at={[...at, 'key']}
        label="sourceKey"
        suggestions={useKeys(part, String(name ?? ''))}
        isRequired
      />
    </>
  )
}

function SourceName({ at }: { at: At }) {
  const kind = useKind(at, sources) ?? 'configMapRef'
  const names = useNames(kind === 'secretRef' ? 'secrets' : 'configMaps')
  return <TextField at={[...at, kind, 'name']} label="sourceName" suggestions={names} isRequired />
}

const fieldPaths = [
  ...['metadata.name', 'metadata.namespace', 'metadata.uid', "metadata.labels['app']"],
  ...['spec.nodeName', 'spec.serviceAccountName', 'status.hostIP', 'status.podIP'],
]
const resourceFields = ['requests.cpu', 'requests.memory', 'limits.cpu', 'limits.memory']

function nameIn(item: unknown, index: number): string {
  return String((isFields(item) ? item.name : undefined) || index + 1)
}
