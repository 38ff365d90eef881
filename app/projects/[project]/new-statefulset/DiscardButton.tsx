'use client'

import { Button } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { Suspense, useState } from 'react'
import { lazyPart } from '@/app/_components/lazy-part'

const DiscardDialog = lazyPart(
  () => import('./DiscardDialog'),
  (module) => module.DiscardDialog,
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
