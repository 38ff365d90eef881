'use client'

import { useTranslations } from 'next-intl'
import { type Change, placeText } from '@/lib/manifests/changes'
import classes from './Edit.module.css'
import { ValueText } from './ValueText'

/** The edit, place by place, as it was and as it will be. */
export function ChangeList({ changes }: { changes: readonly Change[] }) {
  const t = useTranslations('edit')
  return (
    <ul className={classes.changes} aria-label={t('changesLabel')}>
      {changes.map(({ place, from, to }) => (
        <li key={placeText(place)}>
          <code>{placeText(place)}</code>
          <div className={classes.sides}>
            {from !== undefined && <ValueText title={t('before')} value={from} sign="-" />}
            {to !== undefined && <ValueText title={t('after')} value={to} sign="+" />}
          </div>
        </li>
      ))}
    </ul>
  )
}
