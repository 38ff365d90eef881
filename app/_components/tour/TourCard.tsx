'use client'

import { Button, Stack } from '@mantine/core'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useEffect } from 'react'
import { stepsSeenAt, type TourStep } from './steps'
import classes from './Tour.module.css'
import { hearTour } from './tell-tour'
import { nextStep, withDone } from './tour-state'
import { useTour } from './use-tour'

interface Leg {
  readonly title: string
  readonly text: string
  readonly href: string
  readonly go: string
}

interface Props {
  readonly username: string
  readonly legs: Readonly<Record<TourStep | 'end', Leg>>
  readonly words: { readonly label: string; readonly skip: string; readonly close: string }
}

/** One step of the tour, below the links of the page, where it covers nothing, until the person did it. */
export function TourCard({ username, legs, words }: Props) {
  const pathname = usePathname()
  const { state, change } = useTour(username)
  useEffect(() => change((now) => withDone(now, stepsSeenAt(pathname))), [pathname, change])
  useEffect(() => hearTour((step) => change((now) => withDone(now, [step]))), [change])
  if (state === null || state.isOver) return null
  const step = nextStep(state) ?? 'end'
  const { title, text, href, go } = legs[step]
  return (
    <aside className={classes.card} aria-label={words.label} data-tour={step}>
      <h2 className={classes.title}>{title}</h2>
      <p className={classes.text} role="status">
        {text}
      </p>
      <Stack align="flex-start" gap={6}>
        <Link href={href}>{go}</Link>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => change((now) => ({ ...now, isOver: true }))}
        >
          {step === 'end' ? words.close : words.skip}
        </Button>
      </Stack>
    </aside>
  )
}
