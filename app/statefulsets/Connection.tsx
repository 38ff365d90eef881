'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { useHydrated } from '@/app/_components/use-hydrated'
import type { ListState } from './list-state'
import classes from './SetList.module.css'

/** A connection that is back within this time, ms, was never missed. */
const graceMs = 2000

/** How old the rows are, when they are not live: because this page lost Ordinal, or Ordinal the cluster. */
export function Connection({ list }: { list: ListState }) {
  const t = useTranslations('connection')
  const errors = useTranslations('errors')
  const format = useFormatter()
  const isLost = useLasting(list.connection === 'lost', graceMs)
  const timeZone = useHydrated() ? Intl.DateTimeFormat().resolvedOptions().timeZone : 'UTC'
  const time = (at: number) =>
    format.dateTime(at, { hour: '2-digit', minute: '2-digit', second: '2-digit', timeZone })
  const { unheard } = list.around
  return (
    <output className={classes.connection} data-connection={isLost ? 'lost' : list.connection}>
      {isLost && <p className={classes.stale}>{t('lost', { time: time(list.lostAt ?? 0) })}</p>}
      {!isLost &&
        unheard.map(({ cluster, state, heardAt, code }) => (
          <p key={cluster} className={classes.stale} data-unheard={cluster}>
            {code === null ? '' : `${errors(code as 'cluster_unreachable')} `}
            {heardAt === null ? t(state, { cluster }) : t('stale', { cluster, time: time(heardAt) })}
          </p>
        ))}
    </output>
  )
}

function useLasting(isOn: boolean, ms: number): boolean {
  const [isLasting, setLasting] = useState(false)
  useEffect(() => {
    if (!isOn) return setLasting(false)
    const timer = setTimeout(() => setLasting(true), ms)
    return () => clearTimeout(timer)
  }, [isOn, ms])
  return isLasting
}
