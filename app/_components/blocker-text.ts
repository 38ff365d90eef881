import type { useTranslations } from 'next-intl'
import type { BlockerView } from '@/lib/statefulsets/list/row'

type Translate = ReturnType<typeof useTranslations<'blockers'>>

/** What a set waits for, as one sentence, with the cluster's own words at its end. */
export function blockerText(
  t: Translate,
  { reason, podName, facts, detail }: Pick<BlockerView, 'reason' | 'podName' | 'facts' | 'detail'>,
): string {
  const { container = '', image = '', node = '', claim = '', className = '', name = '', limit = '' } = facts
  const { exitCode = 0, restarts = 0 } = facts
  const values = { container, image, node, claim, className, name, limit, exitCode, restarts }
  return t(reason, { ...values, pod: podName, detail, hasDetail: detail === '' ? 'no' : 'yes' })
}

/** Who waits behind it, and what Kubernetes will not do by itself; '' when there is nothing to say. */
export function waitingText(t: Translate, { waiting, waitingCount, isTrapped }: BlockerView): string {
  const shown = `${waiting.join(', ')}${waitingCount > waiting.length ? ' …' : ''}`
  return [
    isTrapped ? t('trapped') : '',
    waitingCount === 0 ? '' : t('waiting', { count: waitingCount, ordinals: shown }),
  ]
    .filter((text) => text !== '')
    .join(' ')
}
