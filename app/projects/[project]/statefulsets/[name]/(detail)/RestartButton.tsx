'use client'

import { Button } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { RestartDialog } from './RestartDialog'

export function RestartButton() {
  const t = useTranslations('restart')
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button variant="default" size="sm" onClick={() => setOpen(true)}>
        {t('restart')}
      </Button>
      {isOpen && <RestartDialog onClose={() => setOpen(false)} />}
    </>
  )
}
