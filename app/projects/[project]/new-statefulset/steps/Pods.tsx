'use client'

import { Stack } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { freeName } from '@/lib/manifests/free-name'
import { fieldsOf, isFields, listOf } from '@/lib/manifests/read'
import { useDraftStore, useManifestValue } from '../draft-context'
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
  const store = useDraftStore()
  // Those that begin a pod and those that are it have no name twice.
  const make = (wanted: string) => {
    const { containers, initContainers } = fieldsOf(store.valueAt(podSpec))
    const names = [...listOf(containers), ...listOf(initContainers)].map(titleOf)
    return { name: freeName(wanted, names), image: '' }
  }
  const count = useManifestValue([...podSpec, 'initContainers'], (inits) => listOf(inits).length)
  return (
    <Stack>
      <HolderError at={[podSpec]} />
      <ItemList
        at={[...podSpec, 'containers']}
        label="containers"
        addLabel="addContainer"
        make={(items) => make(items.length === 0 ? 'main' : 'sidecar')}
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
          make={() => make('init')}
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
