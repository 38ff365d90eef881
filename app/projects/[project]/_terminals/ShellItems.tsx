'use client'

import { Menu } from '@mantine/core'
import { useTranslations } from 'next-intl'
import type { MenuShell } from '@/app/_components/LazyMenu'
import { OpenMenu } from '@/app/_components/OpenMenu'
import { shells } from '@/lib/terminals/protocol'
import type { ShellChoice } from './terminal-state'

interface Props {
  readonly shell: MenuShell
  readonly onPick: (choice: ShellChoice) => void
  readonly onDebug: () => void
}

/** Which shell the next terminal starts. */
export function ShellItems({ shell, onPick, onDebug }: Props) {
  const t = useTranslations('terminal')
  return (
    <OpenMenu shell={shell} width={200}>
      <Menu.Label>{t('newIn')}</Menu.Label>
      <Menu.Item onClick={() => onPick('auto')}>{t('auto')}</Menu.Item>
      {shells.map((name) => (
        <Menu.Item key={name} onClick={() => onPick(name)} ff="monospace">
          {name}
        </Menu.Item>
      ))}
      <Menu.Divider />
      <Menu.Item onClick={onDebug}>{t('debug.open')}</Menu.Item>
    </OpenMenu>
  )
}
