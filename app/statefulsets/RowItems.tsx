'use client'

import { Menu } from '@mantine/core'
import { useTranslations } from 'next-intl'
import type { MenuShell } from '@/app/_components/LazyMenu'
import { OpenMenu } from '@/app/_components/OpenMenu'
import type { Operation } from './operations'

interface Props {
  readonly shell: MenuShell
  readonly allowed: readonly Operation[]
  readonly onChoose: (operation: Operation) => void
}

export function RowItems({ shell, allowed, onChoose }: Props) {
  const t = useTranslations('operations')
  return (
    <OpenMenu shell={shell}>
      {allowed.map((operation) => (
        <Menu.Item
          key={operation}
          {...(operation === 'delete' ? { color: 'red' } : {})}
          onClick={() => onChoose(operation)}
        >
          {t(operation)}
        </Menu.Item>
      ))}
    </OpenMenu>
  )
}
