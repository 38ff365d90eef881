'use client'

import { Checkbox, Menu } from '@mantine/core'
import { useTranslations } from 'next-intl'
import type { MenuShell } from '@/app/_components/LazyMenu'
import { OpenMenu } from '@/app/_components/OpenMenu'
import { columnsOf, fixedColumns } from './columns'
import type { ListLook } from './use-list-look'

interface Props {
  readonly shell: MenuShell
  readonly look: ListLook
  readonly setLook: (look: ListLook) => void
  readonly isOverAll: boolean
}

/** Which columns are shown, and how dense. */
export function LookItems({ shell, look, setLook, isOverAll }: Props) {
  const t = useTranslations('list')
  const choices = columnsOf(isOverAll, []).filter((column) => !fixedColumns.includes(column))
  const toggle = (column: string, isShown: boolean) =>
    setLook({
      ...look,
      hidden: isShown ? look.hidden.filter((one) => one !== column) : [...look.hidden, column],
    })
  return (
    <OpenMenu shell={shell} closesOnClick={false}>
      <Menu.Label>{t('columnsShown')}</Menu.Label>
      {choices.map((column) => (
        <Checkbox
          key={column}
          size="sm"
          px="sm"
          py={4}
          label={t(`columns.${column}`)}
          checked={!look.hidden.includes(column)}
          onChange={(event) => toggle(column, event.currentTarget.checked)}
        />
      ))}
      <Menu.Divider />
      <Checkbox
        size="sm"
        px="sm"
        py={4}
        label={t('compact')}
        checked={look.density === 'compact'}
        onChange={(event) =>
          setLook({ ...look, density: event.currentTarget.checked ? 'compact' : 'comfortable' })
        }
      />
    </OpenMenu>
  )
}
