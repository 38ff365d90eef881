'use client'

import { ActionIcon, Group, Text } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { deleteIn, insertIn, moveIn } from '@/lib/manifests/edit'
import type { Path } from '@/lib/manifests/path'
import { listOf } from '@/lib/manifests/read'
import { useDraftStore, useLock, useManifestValue } from '../draft-context'
import type { At } from '../field-at'
import { FieldGroup } from './FieldGroup'
import { HolderError } from './HolderError'
import classes from './ItemList.module.css'
import type { FieldLabel } from './labels'
import { MoveTools } from './MoveTools'
import { useListFocus } from './use-list-focus'

interface Props {
  readonly at: At
  readonly label: FieldLabel
  readonly addLabel: FieldLabel
  /** A new item; it may depend on those that are there. */
  readonly make: (items: readonly unknown[]) => unknown
  /** What an item is called in its head. */
  readonly titleOf: (item: unknown, index: number) => string
  /** Takes an item away together with what hangs on it. */
  readonly take?: (index: number) => void
  readonly children: (at: At, index: number) => ReactNode
  /** Each item is one line of fields, not a card. */
  readonly isFlat?: boolean
  /** What it is called stands above it already. */
  readonly isTitled?: boolean
}

/** A list of things that can be added, taken away and put in another order; each keeps its own text in the manifest. */
export function ItemList({
  at,
  label,
  addLabel,
  make,
  titleOf,
  take,
  children,
  isFlat = false,
  isTitled = false,
}: Props) {
  const t = useTranslations('create')
  const store = useDraftStore()
  const titles = useManifestValue(at, (value) => listOf(value).map(titleOf)) as readonly string[]
  const edit = (change: (text: string, document: number, path: Path) => string) => {
    store.flush()
    store.editAt(at, change)
  }
  const locks = useTranslations('fields')
  const lock = useLock(at)
  const { ref, focus } = useListFocus<HTMLFieldSetElement>()
  const add = () => {
    focus(titles.length, 'field', titles.length + 1)
    edit((text, document, path) => {
      const items = listOf(store.valueAt(at))
      return insertIn(text, document, path, items.length, make(items))
    })
  }
  const remove = (index: number) => {
    focus(index, 'remove', titles.length - 1)
    if (take === undefined)
      return edit((text, document, path) => deleteIn(text, document, [...path, index], path.length - 1))
    store.flush()
    take(index)
  }
  const move = (from: number, to: number) => {
    focus(to, to < from ? 'up' : 'down', titles.length)
    edit((text, document, path) => moveIn(text, document, path, from, to))
  }
  return (
    <FieldGroup
      ref={ref}
      label={label}
      addLabel={addLabel}
      onAdd={add}
      isTitled={isTitled}
      {...(lock === null ? {} : { locked: locks(lock) })}
    >
      {titles.map((title, index) => {
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: an item is its place in the manifest.
          <section key={index} className={isFlat ? classes.flat : classes.card} aria-label={title} data-item>
            <Group justify="space-between" gap={4} wrap="nowrap" className={classes.head}>
              {!isFlat && (
                <Text size="sm" fw={600} truncate>
                  {title}
                </Text>
              )}
              <Group gap={2} ml="auto" wrap="nowrap" display={lock === null ? 'flex' : 'none'}>
                <MoveTools title={title} index={index} count={titles.length} onMove={move} />
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t('remove', { title })}
                  title={t('remove', { title })}
                  data-tool="remove"
                  onClick={() => remove(index)}
                >
                  <IconTrash size={15} aria-hidden />
                </ActionIcon>
              </Group>
            </Group>
            {children([...at, index], index)}
            <HolderError at={[[...at, index]]} />
          </section>
        )
      })}
      <HolderError at={[at]} />
    </FieldGroup>
  )
}
