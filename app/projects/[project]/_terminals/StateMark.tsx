'use client'

import {
  IconAlertTriangle,
  IconCircleFilled,
  IconDots,
  IconPlayerStopFilled,
  IconPlugConnectedX,
} from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import classes from './Dock.module.css'
import type { TerminalState } from './terminal-state'

const icons = {
  opening: IconDots,
  open: IconCircleFilled,
  lost: IconPlugConnectedX,
  refused: IconAlertTriangle,
  taken: IconPlayerStopFilled,
  ended: IconPlayerStopFilled,
} as const

/** How a terminal is, as an icon with its word. */
export function StateMark({ state }: { state: TerminalState['kind'] }) {
  const t = useTranslations('terminal')
  const Icon = icons[state]
  const size = state === 'open' ? 8 : 13
  return (
    <span className={classes.mark} data-state={state} title={t(`marks.${state}`)}>
      <Icon size={size} role="img" aria-label={t(`marks.${state}`)} />
    </span>
  )
}
