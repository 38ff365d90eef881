'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { LiveAge } from '@/app/_components/LiveAge'
import { readLastLines } from '@/app/projects/[project]/pods/actions'
import classes from './Evidence.module.css'
import { useSet } from './set-context'

/** How the pod that everything waits for ended last, and the last lines that it wrote. */
export function Evidence() {
  const t = useTranslations('evidence')
  const { set } = useSet()
  const { blocker, state } = set
  const row = set.ordinals.find(({ ordinal }) => ordinal === blocker?.ordinal)
  if (blocker === null || state !== 'stuck') return null
  const end = row?.lastEnd ?? null
  return (
    <section className={classes.evidence} aria-label={t('label', { pod: blocker.podName })}>
      {end !== null && (
        <p data-exit={end.exitCode}>
          {t('ended', { container: end.container, reason: end.reason, exitCode: end.exitCode })}{' '}
          <LiveAge since={end.at} />
        </p>
      )}
      {blocker.log !== null && (
        <LastLines
          key={`${blocker.podName} ${row?.uid} ${row?.restarts}`}
          pod={blocker.podName}
          log={blocker.log}
        />
      )}
    </section>
  )
}

interface Log {
  readonly container: string
  readonly previous: boolean
}

function LastLines({ pod, log: { container, previous } }: { pod: string; log: Log }) {
  const t = useTranslations('evidence')
  const { slug } = useSet()
  const [lines, setLines] = useState<readonly string[]>([])
  useEffect(() => {
    let isHere = true
    // Without lines the sentence stands alone: there may be no run of which there is a log.
    void readLastLines(slug, { pod, container, previous })
      .then((result) => {
        if (isHere && result.ok) setLines(result.value)
      })
      .catch(() => undefined)
    return () => {
      isHere = false
    }
  }, [slug, pod, container, previous])
  if (lines.length === 0) return null
  return (
    <figure>
      <figcaption>{t(previous ? 'previousLines' : 'lines', { container })}</figcaption>
      <pre data-log>{lines.join('\n')}</pre>
    </figure>
  )
}
