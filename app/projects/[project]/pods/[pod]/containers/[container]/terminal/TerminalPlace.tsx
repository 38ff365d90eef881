'use client'

import { useEffect, useRef } from 'react'
import classes from '@/app/projects/[project]/_terminals/Dock.module.css'
import { useTerminals } from '@/app/projects/[project]/_terminals/Terminals'

/** The terminals of the project in the middle of the page, with one of this container among them. */
export function TerminalPlace({ pod, container }: { pod: string; container: string }) {
  const { place, openOnce } = useTerminals()
  const slot = useRef<HTMLDivElement>(null)
  useEffect(() => {
    place(slot.current)
    openOnce({ pod, uid: null, container, shell: 'auto' })
    return () => place(null)
  }, [place, openOnce, pod, container])
  return <div ref={slot} className={classes.slot} />
}
