'use client'

import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { type View, views } from './look'
import classes from './ViewChoice.module.css'

interface Props {
  readonly view: View
  readonly onView: (view: View) => void
}

/** Form, code, or both beside each other. */
export function ViewChoice({ view, onView }: Props) {
  const t = useTranslations('create')
  const name = useId()
  return (
    <fieldset className={classes.views} aria-label={t('view')}>
      {views.map((one) => (
        <label key={one} className={classes.view}>
          <input type="radio" name={name} checked={one === view} onChange={() => onView(one)} />
          {t(`views.${one}`)}
        </label>
      ))}
    </fieldset>
  )
}
