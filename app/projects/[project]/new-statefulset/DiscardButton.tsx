'use client'

import { Button } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { lazy, Suspense, useState } from 'react'

const DiscardDialog = lazy(() =>
  import('./DiscardDialog').then((module) => ({ default: module.DiscardDialog })),
)

interface Props {
  readonly isPending: boolean
  readonly onDiscard: () => void
}

/** Throws the draft away, after asking. */
export function DiscardButton({ isPending, onDiscard }: Props) {
  const t = useTranslations('create')
  const [isOpen, setOpen] = useState<boolean | null>(null)
  return (
    <>
      <Button variant="subtle" color="gray" size="compact-sm" onClick={() => setOpen(true)}>
        {t('discard')}
      </Button>
      {isOpen !== null && (
        <Suspense>
          <DiscardDialog
            isOpen={isOpen}
            isPending={isPending}
            onDiscard={onDiscard}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
    </>
  )
}
