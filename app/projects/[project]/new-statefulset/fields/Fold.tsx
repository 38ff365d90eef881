'use client'

import { type ReactNode, useEffect, useRef } from 'react'
import { useDraft } from '../draft-context'
import { type At, fieldOf, nameOf } from '../draft-store'
import classes from './Fold.module.css'

interface Props {
  readonly title: string
  /** A word on what is set inside. */
  readonly note?: string
  /** Where its fields are: a complaint about one of them opens it. */
  readonly covers?: readonly At[]
  readonly children: ReactNode
}

/** Fields that few people need, folded away until one of them has to be mended. */
export function Fold({ title, note, covers = [], children }: Props) {
  const ref = useRef<HTMLDetailsElement>(null)
  const names = covers.map(nameOf)
  const isWrong = useDraft(({ complaints, parts }) =>
    complaints.some((complaint) => {
      const field = fieldOf(complaint, parts)
      return field !== null && names.some((name) => field === name || field.startsWith(`${name}/`))
    }),
  )
  useEffect(() => {
    if (isWrong && ref.current !== null) ref.current.open = true
  }, [isWrong])
  return (
    <details ref={ref} className={classes.fold}>
      <summary>
        {title}
        {note !== undefined && note !== '' && <span className={classes.note}>{note}</span>}
      </summary>
      <div className={classes.inside}>{children}</div>
    </details>
  )
}
