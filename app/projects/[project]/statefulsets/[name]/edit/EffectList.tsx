'use client'

import { Alert } from '@mantine/core'
import { useTranslations } from 'next-intl'
import type { EditEffect } from '@/lib/manifests/edit-effects'
import classes from './Edit.module.css'

const grave = new Set<string>(['scaleDown', 'window', 'claimsDeleted', 'autoscaler'])

/** What the controller will do about it. */
export function EffectList({ effects }: { effects: readonly EditEffect[] }) {
  const t = useTranslations('edit')
  if (effects.length === 0) return null
  const isGrave = effects.some(({ code }) => grave.has(code))
  return (
    <Alert color={isGrave ? 'yellow' : 'ink'} title={t('effectsTitle')}>
      <ul className={classes.effects} data-effects={effects.map(({ code }) => code).join()}>
        {effects.map(({ code, ...facts }) => (
          <li key={code}>{t(`effects.${code}`, facts as never)}</li>
        ))}
      </ul>
    </Alert>
  )
}
