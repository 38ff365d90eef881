'use client'

import { ActionIcon, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { roleCan } from '@/lib/auth/permissions'
import type { SetRow } from '@/lib/statefulsets/row'
import { isOffered, type Operation, operations, permissionOf } from './operations'

interface Props {
  readonly row: SetRow
  readonly role: string
  readonly onOperation: (operation: Operation, sets: readonly SetRow[]) => void
}

/** What the person's role allows to do with this set now. The menu is built when it is opened: a list has many rows. */
export function RowMenu({ row, role, onOperation }: Props) {
  const t = useTranslations('operations')
  const [isOpen, setOpen] = useState(false)
  const allowed = operations.filter((one) => roleCan(role, permissionOf[one]) && isOffered(one, row))
  if (allowed.length === 0) return null
  const button = (
    <ActionIcon
      variant="subtle"
      color="gray"
      aria-label={t('menu', { name: row.name })}
      aria-haspopup="menu"
      aria-expanded={isOpen}
      onClick={() => setOpen(!isOpen)}
    >
      <IconDots size={16} aria-hidden />
    </ActionIcon>
  )
  if (!isOpen) return button
  return (
    <Menu opened onChange={setOpen} position="bottom-end" returnFocus>
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown>
        {allowed.map((operation) => (
          <Menu.Item
            key={operation}
            {...(operation === 'delete' ? { color: 'red' } : {})}
            onClick={() => onOperation(operation, [row])}
          >
            {t(operation)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
