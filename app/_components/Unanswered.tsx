'use client'

import { useTranslations } from 'next-intl'
import classes from './Unanswered.module.css'
import { useWaiting } from './waiting'

/** Why the page that was asked for does not come. */
export function Unanswered() {
  const t = useTranslations('connection')
  return <output className={classes.unanswered}>{useWaiting() && t('unanswered')}</output>
}
