'use client'

import { Stack } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { isFields, listOf } from '@/lib/manifests/read'
import { useManifestValue } from '../draft-context'
import type { At } from '../field-at'
import { Fold } from '../fields/Fold'
import { HolderError } from '../fields/HolderError'
import { ItemList } from '../fields/ItemList'
import { ContainerFields } from './ContainerFields'
import { PodSettings } from './PodSettings'

export const podSpec: At = ['set', 'spec', 'template', 'spec']

/** 容器组设置: containers, init containers, and what the pod as a whole is like. */
export function Pods() {
  const t = useTranslations('create')
  const count = useManifestValue([...podSpec, 'initContainers'], (inits) => listOf(inits).length)
  return (
    <Stack>
      <HolderError at={[podSpec]} />
      <ItemList
        at={[...podSpec, 'containers']}
        label="containers"
        addLabel="addContainer"
        make={(items) => ({ name: freeName(items, items.length === 0 ? 'main' : 'sidecar'), image: '' })}
        titleOf={(item) => titleOf(item) || t('newContainer')}
      >
        {(at) => <ContainerFields at={at} isInit={false} />}
      </ItemList>
      <Fold
        title={t('folds.initContainers')}
        note={count === 0 ? '' : String(count)}
        covers={[[...podSpec, 'initContainers']]}
      >
        <ItemList
          at={[...podSpec, 'initContainers']}
          label="initContainers"
          addLabel="addInitContainer"
          isTitled
          make={(items) => ({ name: freeName(items, 'init'), image: '' })}
          titleOf={(item) => titleOf(item) || t('newContainer')}
        >
          {(at) => <ContainerFields at={at} isInit />}
        </ItemList>
      </Fold>
      <PodSettings />
    </Stack>
  )
}

function titleOf(item: unknown): string {
  return isFields(item) && typeof item.name === 'string' ? item.name : ''
}

function freeName(items: readonly unknown[], wanted: string): string {
  const names = new Set(items.map(titleOf))
  if (!names.has(wanted)) return wanted
  let number = 2
  while (names.has(`${wanted}-${number}`)) number++
  return `${wanted}-${number}`
}
