'use client'

import { Button } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ReplicasDialog } from './ReplicasDialog'
import { useSet } from './set-context'

/** Stops a set that runs, and starts one that is stopped. */
export function StopButton() {
  const t = useTranslations('replicas')
  const { set } = useSet()
  const [asked, setAsked] = useState<'stop' | 'start' | null>(null)
  const operation = set.desired > 0 ? 'stop' : 'start'
  return (
    <>
      <Button variant="default" size="sm" onClick={() => setAsked(operation)}>
        {t(operation)}
      </Button>
      {asked !== null && <ReplicasDialog operation={asked} onClose={() => setAsked(null)} />}
    </>
  )
}
