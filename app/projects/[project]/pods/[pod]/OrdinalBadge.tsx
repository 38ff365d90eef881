import {
  IconAlertTriangleFilled,
  IconCircleCheckFilled,
  IconCircleDashed,
  IconCircleOff,
  IconCircleX,
} from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import type { OrdinalState } from '@/lib/statefulsets/state/ordinals'

const looks = {
  ready: { icon: IconCircleCheckFilled, color: 'var(--state-running)' },
  starting: { icon: IconCircleDashed, color: 'var(--state-changing)' },
  failing: { icon: IconAlertTriangleFilled, color: 'var(--state-stuck)' },
  terminating: { icon: IconCircleX, color: 'var(--state-held)' },
  missing: { icon: IconCircleOff, color: 'var(--state-stopped)' },
} as const satisfies Record<OrdinalState, unknown>

/** How one ordinal is, as icon, word and colour. */
export function OrdinalBadge({ state }: { state: OrdinalState }) {
  const t = useTranslations('ordinals')
  const { icon: Icon, color } = looks[state]
  return (
    <span style={{ color, display: 'inline-flex', alignItems: 'center', gap: 6 }} data-state={state}>
      <Icon size={15} aria-hidden />
      {t(state)}
    </span>
  )
}
