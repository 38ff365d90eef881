import {
  IconAlertTriangleFilled,
  IconCircleCheckFilled,
  IconCircleDashed,
  IconPlayerPauseFilled,
  IconPlayerStopFilled,
  IconRefresh,
  IconTrash,
} from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import type { SetState } from '@/lib/statefulsets/state/state'
import classes from './StateBadge.module.css'

const looks = {
  stuck: { icon: IconAlertTriangleFilled, color: 'var(--state-stuck)' },
  running: { icon: IconCircleCheckFilled, color: 'var(--state-running)' },
  updating: { icon: IconRefresh, color: 'var(--state-changing)' },
  scaling: { icon: IconCircleDashed, color: 'var(--state-changing)' },
  held: { icon: IconPlayerPauseFilled, color: 'var(--state-held)' },
  stopped: { icon: IconPlayerStopFilled, color: 'var(--state-stopped)' },
  deleting: { icon: IconTrash, color: 'var(--state-stopped)' },
} as const satisfies Record<SetState, unknown>

/** A state as icon, word and colour; never as colour alone. */
export function StateBadge({ state }: { state: SetState }) {
  const t = useTranslations('states')
  const { icon: Icon, color } = looks[state]
  return (
    <span className={classes.badge} style={{ color }} data-state={state}>
      <Icon size={15} aria-hidden />
      {t(state)}
    </span>
  )
}
