'use client'

import { Menu } from '@mantine/core'
import { useTranslations } from 'next-intl'
import type { MenuShell } from '@/app/_components/LazyMenu'
import { OpenMenu } from '@/app/_components/OpenMenu'
import type { PodAction } from './pod-action'

interface Props {
  readonly shell: MenuShell
  readonly allowed: readonly PodAction[]
  readonly onChoose: (action: PodAction) => void
}

export function PodItems({ shell, allowed, onChoose }: Props) {
  const t = useTranslations('podActions')
  return (
    <OpenMenu shell={shell}>
      {allowed.map((action) => (
        <Menu.Item
          key={action}
          {...(action === 'forceDelete' ? { color: 'red' } : {})}
          onClick={() => onChoose(action)}
        >
          {t(action)}
        </Menu.Item>
      ))}
    </OpenMenu>
  )
}
