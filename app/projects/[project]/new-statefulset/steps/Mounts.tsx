'use client'

import { Button, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { deleteIn, insertIn } from '@/lib/manifests/edit'
import { fieldsOf, listOf } from '@/lib/manifests/read'
import { useDraftStore, useManifestValue } from '../draft-context'
import { type At, nameOf } from '../field-at'
import { useListFocus } from '../fields/use-list-focus'
import { MountRow } from './MountRow'
import classes from './Mounts.module.css'

const pod: At = ['set', 'spec', 'template', 'spec']
const lists = ['containers', 'initContainers'] as const

interface Container {
  readonly at: At
  readonly name: string
  readonly isInit: boolean
  /** What each of its mounts mounts. */
  readonly mounts: readonly string[]
}

/** All containers with what they mount, and nothing else of them: a key that is typed elsewhere draws nothing here. */
function useContainers(): readonly Container[] {
  const t = useTranslations('create')
  const found = useManifestValue(pod, (spec) =>
    lists.flatMap((list) =>
      listOf(fieldsOf(spec)[list]).map((container, index) => {
        const { name, volumeMounts } = fieldsOf(container)
        const mounts = listOf(volumeMounts).map((mount) => String(fieldsOf(mount).name ?? ''))
        return { at: [...pod, list, index], name, isInit: list === 'initContainers', mounts }
      }),
    ),
  ) as readonly Container[]
  return found.map((one) => ({ ...one, name: String(one.name || t('newContainer')) }))
}

interface Props {
  readonly volume: string
  /** There is no such volume: what mounts it can only go. */
  readonly isOrphan?: boolean
}

/** Where a volume is mounted: a line for each mount, in whichever container. */
export function Mounts({ volume, isOrphan = false }: Props) {
  const t = useTranslations('create')
  const store = useDraftStore()
  const containers = useContainers()
  const rows = containers.flatMap(({ at, name, isInit, mounts }) =>
    mounts.flatMap((mounted, index) =>
      mounted === volume ? [{ list: [...at, 'volumeMounts'] as At, index, container: name, isInit }] : [],
    ),
  )
  const { ref, focus } = useListFocus<HTMLFieldSetElement>()
  const add = (container: Container) => {
    const upTo = containers.indexOf(container) + 1
    const before = containers.slice(0, upTo).flatMap(({ mounts }) => mounts)
    focus(before.filter((one) => one === volume).length, 'field', rows.length + 1)
    store.flush()
    store.editAt([...container.at, 'volumeMounts'], (text, document, path) =>
      insertIn(text, document, path, container.mounts.length, { name: volume, mountPath: '' }),
    )
  }
  const remove = (row: number, list: At, index: number) => {
    focus(row, 'remove', rows.length - 1)
    store.flush()
    store.editAt(list, (text, document, path) => deleteIn(text, document, [...path, index], path.length - 1))
  }
  return (
    <fieldset ref={ref} className={classes.mounts}>
      <legend className={classes.title}>
        {t('fields.mounts')}
        {isOrphan && <span className={classes.none}>{volume}</span>}
        {rows.length === 0 && <span className={classes.none}>{t('mountedNowhere')}</span>}
      </legend>
      {rows.map(({ list, index, container, isInit }, row) => (
        <MountRow
          key={nameOf([...list, index])}
          at={[...list, index]}
          container={container}
          isInit={isInit}
          onRemove={() => remove(row, list, index)}
        />
      ))}
      {!isOrphan && (
        <div className={classes.add}>
          {containers.length > 1 && (
            <Text size="xs" c="dimmed" component="span">
              {t('mountInto')}
            </Text>
          )}
          {containers.map((container, index) => (
            <Button
              key={nameOf(container.at)}
              variant="default"
              size="compact-xs"
              leftSection={<IconPlus size={13} aria-hidden />}
              data-add={index === 0 ? true : undefined}
              aria-label={t('mountIn', { container: container.name })}
              onClick={() => add(container)}
            >
              {containers.length > 1 ? container.name : t('mountIn', { container: container.name })}
            </Button>
          ))}
        </div>
      )}
    </fieldset>
  )
}
