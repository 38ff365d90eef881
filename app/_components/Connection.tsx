'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import classes from './Connection.module.css'
import type { ConnectionState, UnheardCluster } from './connection-state'
import { useHydrated } from './use-hydrated'

interface Props extends ConnectionState {
  readonly unheard: readonly UnheardCluster[]
}

/** A connection that is back within this time, ms, was never missed. */
const graceMs = 2000

/** How old the data is, when it is not live: because this page lost Ordinal, or Ordinal the cluster. */
export function Connection({ connection, lostAt, unheard }: Props) {
  const t = useTranslations('connection')
  const errors = useTranslations('errors')
  const format = useFormatter()
  const isLost = useLasting(connection === 'lost', graceMs)
  const timeZone = useHydrated() ? Intl.DateTimeFormat().resolvedOptions().timeZone : 'UTC'
  const time = (at: number) =>
    format.dateTime(at, { hour: '2-digit', minute: '2-digit', second: '2-digit', timeZone })
  const sentence = ({ cluster, state, heardAt, parts = [] }: UnheardCluster) => {
    if (parts.length === 0)
      return heardAt === null ? t(state, { cluster }) : t('stale', { cluster, time: time(heardAt) })
    const names = format.list(parts.map((part) => t(`parts.${part}`)))
    return heardAt === null
      ? t('partsForbidden', { cluster, parts: names })
      : t('partsStale', { cluster, parts: names, time: time(heardAt) })
  }
  return (
    <output className={classes.connection} data-connection={isLost ? 'lost' : connection}>
      {isLost && <p className={classes.stale}>{t('lost', { time: time(lostAt ?? 0) })}</p>}
      {!isLost &&
        unheard.map((one) => (
          <p key={one.cluster} className={classes.stale} data-unheard={one.cluster}>
            {one.code === null ? '' : `${errors(one.code as 'cluster_unreachable')} `}
            {sentence(one)}
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
