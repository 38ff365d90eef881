'use client'

import { ActionIcon } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import classes from './MoveTools.module.css'

interface Props {
  readonly title: string
  readonly index: number
  /** How many there are; one alone has nowhere to go. */
  readonly count: number
  readonly onMove: (from: number, to: number) => void
}

/** Moves one of several things up or down. */
export function MoveTools({ title, index, count, onMove }: Props) {
  const t = useTranslations('create')
  if (count < 2) return null
  return (
    <>
      <ActionIcon
        className={classes.tool}
        variant="subtle"
        color="gray"
        aria-label={t('moveUp', { title })}
        title={t('moveUp', { title })}
        data-tool="up"
        disabled={index === 0}
        onClick={() => onMove(index, index - 1)}
      >
        <IconArrowUp size={15} aria-hidden />
      </ActionIcon>
      <ActionIcon
        className={classes.tool}
        variant="subtle"
        color="gray"
        aria-label={t('moveDown', { title })}
        title={t('moveDown', { title })}
        data-tool="down"
        disabled={index === count - 1}
        onClick={() => onMove(index, index + 1)}
      >
        <IconArrowDown size={15} aria-hidden />
      </ActionIcon>
    </>
  )
}
