'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useState } from 'react'
import { useDraft, useDraftStore } from '../draft-context'
import { type At, fieldOf, nameOf } from '../field-at'
import classes from './Fold.module.css'

interface Props {
  readonly title: string
  /** A word on what is set inside; left out, it is told from what `covers` covers. */
  readonly note?: string
  /** Where its fields are: a complaint about one of them opens it. */
  readonly covers?: readonly At[]
  readonly children: ReactNode
}

/** Fields that few people need, made when somebody looks at them or one of them has to be mended. */
export function Fold({ title, note, covers = [], children }: Props) {
  const t = useTranslations('create')
  const store = useDraftStore()
  const [isOpen, setOpen] = useState(false)
  const names = covers.map(nameOf)
  const isWrong = useDraft(({ complaints, parts }) =>
    complaints.some((complaint) => {
      const field = fieldOf(complaint, parts)
      return field !== null && names.some((name) => field === name || field.startsWith(`${name}/`))
    }),
  )
  const isFilled = useDraft(() => covers.some((at) => store.valueAt(at) !== undefined))
  useEffect(() => {
    if (isWrong) setOpen(true)
  }, [isWrong])
  const said = note ?? (isFilled ? t('filled') : '')
  return (
    <details className={classes.fold} open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {title}
        {said !== '' && <span className={classes.note}>{said}</span>}
      </summary>
      {isOpen && <div className={classes.inside}>{children}</div>}
    </details>
  )
}
