'use client'

import { Menu } from '@mantine/core'
import type { ReactNode } from 'react'
import type { MenuShell } from './LazyMenu'

interface Props {
  readonly shell: MenuShell
  readonly width?: number
  readonly closesOnClick?: boolean
  readonly children: ReactNode
}

export function OpenMenu({ shell, width = 0, closesOnClick = true, children }: Props) {
  return (
    <Menu
      opened
      onClose={shell.onClose}
      position="bottom-end"
      closeOnItemClick={closesOnClick}
      {...(width === 0 ? {} : { width })}
    >
      <Menu.Target>{shell.target}</Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  )
}
