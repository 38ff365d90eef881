'use client'

import { useTranslations } from 'next-intl'
import { stringify } from 'yaml'
import classes from './Edit.module.css'

interface Props {
  /** What it is, for those who do not see where it stands. */
  readonly title: string
  readonly value: unknown
  readonly sign?: '-' | '+'
}

/** A value of a manifest as it would be written. */
export function ValueText({ title, value, sign }: Props) {
  const t = useTranslations('edit')
  const text = value === undefined ? t('absent') : stringify(value, { lineWidth: 0 }).trimEnd()
  return (
    <div className={classes.value} data-sign={sign}>
      <span className={classes.caption}>{title}</span>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, with the keyboard as well. */}
      <pre tabIndex={0}>{text}</pre>
    </div>
  )
}
