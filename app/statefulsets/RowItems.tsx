'use client'

import { Menu } from '@mantine/core'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { MenuShell } from '@/app/_components/LazyMenu'
import { OpenMenu } from '@/app/_components/OpenMenu'
import type { Operation } from './operations'

interface Props {
  readonly shell: MenuShell
  readonly allowed: readonly Operation[]
  /** Null for who may not. */
  readonly editHref: string | null
  readonly onDescribe: () => void
  readonly onChoose: (operation: Operation) => void
}

export function RowItems({ shell, allowed, editHref, onDescribe, onChoose }: Props) {
  const t = useTranslations('operations')
  return (
    <OpenMenu shell={shell}>
      {editHref !== null && (
        <>
          <Menu.Item component={Link} href={editHref}>
            {t('edit')}
          </Menu.Item>
          <Menu.Item onClick={onDescribe}>{t('describe')}</Menu.Item>
        </>
      )}
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
