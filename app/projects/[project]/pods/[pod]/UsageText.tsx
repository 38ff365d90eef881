'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { bytesText } from '@/app/_components/bytes-text'
import { toBytes } from '@/lib/manifests/quantity'
import type { ContainerView } from '@/lib/pods/container-view'
import { usePod } from './pod-context'

/** What a container uses of what it asked for and may have at most. */
export function UsageText({ container, resource }: { container: ContainerView; resource: 'cpu' | 'memory' }) {
  const t = useTranslations('pod')
  const format = useFormatter()
  const used = usePod().view.usage?.containers[container.name]?.[resource] ?? ''
  const { [resource]: request = '' } = container.requests
  const { [resource]: limit = '' } = container.limits
  // A quantity of cores is read as one of bytes is.
  const amount = toBytes(used)
  const cores = () => format.number(amount, { maximumFractionDigits: 3 })
  const parts = [
    used === '' ? null : t('used', { amount: resource === 'cpu' ? cores() : bytesText(amount, format) }),
    request === '' ? null : t('requested', { amount: request }),
    limit === '' ? null : t('limited', { amount: limit }),
  ].filter((part) => part !== null)
  const share = used === '' || limit === '' ? null : amount / toBytes(limit)
  return (
    <span
      data-usage={used === '' ? undefined : resource}
      style={share !== null && share > 0.9 ? { color: 'var(--state-held)' } : {}}
    >
      {parts.join(' · ') || '–'}
    </span>
  )
}
