import { VisuallyHidden } from '@mantine/core'
import { IconAlertTriangleFilled, IconCheck, IconCircle, IconRefresh } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import type { ProgressItem } from '@/lib/operations/schema'
import classes from './OperationPanel.module.css'

const looks = {
  waiting: { icon: IconCircle, color: 'var(--state-stopped)', word: 'waiting' },
  running: { icon: IconRefresh, color: 'var(--state-changing)', word: 'itemRunning' },
  done: { icon: IconCheck, color: 'var(--state-running)', word: 'itemDone' },
  failed: { icon: IconAlertTriangleFilled, color: 'var(--state-stuck)', word: 'itemFailed' },
} as const

/** One line a step: what, how far, and what it waits for. */
export function OperationItems({ kind, items }: { kind: string; items: readonly ProgressItem[] }) {
  const t = useTranslations('operationPanel')
  const sentence = useStepText(kind)
  return (
    <ol className={classes.items}>
      {items.map(({ key, values, state, detail }) => {
        const { icon: Icon, color, word } = looks[state]
        return (
          <li key={`${key}:${JSON.stringify(values)}`} className={classes.item} data-state={state}>
            <Icon size={14} color={color} aria-hidden />
            <div className={classes.text}>
              <VisuallyHidden>{`${t(word)}: `}</VisuallyHidden>
              {sentence(key, values)}
              {detail !== undefined && (
                <div className={classes.detail}>{sentence(detail.key, detail.values)}</div>
              )}
            </div>
          </li>
        )
      })}
    </ol>
  )
}

/**
 * A sentence under `operationSteps.<kind>`, or under `operationSteps.anyPod` where it says why a pod is waited for; the
 * bare key where a newer Ordinal wrote it.
 */
export function useStepText(kind: string) {
  const t = useTranslations()
  type Path = Parameters<typeof t>[0]
  return (key: string, values: ProgressItem['values'] = {}): string => {
    const isReason = 'reason' in values
    const path = `operationSteps.${isReason ? 'anyPod' : kind}.${key}` as Path
    if (!t.has(path)) return key
    const reason = `reasons.${values.reason}` as Path
    const word = isReason && t.has(reason) ? t(reason) : (values.reason ?? '')
    return t(path, { ...values, reason: word } as never)
  }
}
