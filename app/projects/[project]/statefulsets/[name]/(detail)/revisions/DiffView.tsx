'use client'

import { useTranslations } from 'next-intl'
import type { FoldedDiff } from '@/lib/manifests/line-diff'
import classes from './DiffView.module.css'

/** A diff by sign and colour; long runs of equal lines are folded. */
export function DiffView({ lines }: { lines: FoldedDiff }) {
  const t = useTranslations('changes')
  const isEqual = lines.every((line) => typeof line === 'number')
  if (isEqual) return null
  return (
    // A region that scrolls is reached by the keyboard.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <section className={classes.diff} aria-label={t('diff')} tabIndex={0}>
      {lines.map((line, index) =>
        typeof line === 'number' ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: a diff is drawn anew as a whole
          <div key={index} className={classes.gap}>
            {t('equalLines', { count: line })}
          </div>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: a diff is drawn anew as a whole
          <div key={index} className={classes.line} data-sign={line.sign}>
            <span className={classes.sign}>{line.sign}</span>
            {line.text}
          </div>
        ),
      )}
    </section>
  )
}
