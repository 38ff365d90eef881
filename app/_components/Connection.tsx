'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import classes from './Connection.module.css'
import type { ConnectionState } from './connection-state'
import { useHydrated } from './use-hydrated'

interface Props extends ConnectionState {
  /** Clusters that Ordinal itself does not hear. */
  readonly unheard: readonly {
    readonly cluster: string
    readonly state: 'loading' | 'lost' | 'forbidden'
    readonly heardAt: number | null
    readonly code: string | null
  }[]
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
  return (
    <output className={classes.connection} data-connection={isLost ? 'lost' : connection}>
      {isLost && <p className={classes.stale}>{t('lost', { time: time(lostAt ?? 0) })}</p>}
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
