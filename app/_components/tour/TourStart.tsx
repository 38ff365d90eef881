'use client'

import { UnstyledButton } from '@mantine/core'
import classes from './Tour.module.css'
import { tourStart } from './tour-state'
import { useTour } from './use-tour'

/** Begins the tour anew for who has left it. */
export function TourStart({ username, label }: { username: string; label: string }) {
  const { state, change } = useTour(username)
  if (state === null || !state.isOver) return null
  return (
    <UnstyledButton className={classes.start} onClick={() => change(() => tourStart)}>
      {label}
    </UnstyledButton>
  )
}
