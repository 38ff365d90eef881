'use client'

import { useComputedColorScheme } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { insist } from '@/app/_components/lazy-part'
import classes from './Dock.module.css'
import { FindBar } from './FindBar'
import { StatusLine } from './StatusLine'
import type { TerminalView } from './terminal-state'
import type { TerminalTab } from './terminal-store'
import type { XtermScreen } from './xterm-screen'

interface Props {
  readonly tab: TerminalTab
  readonly view: TerminalView
  readonly isShown: boolean
  /** When it is shown the keyboard is its. */
  readonly takesFocus: boolean
  readonly isFinding: boolean
  readonly onFind: (isFinding: boolean) => void
  readonly onDebug: () => void
}

/** One terminal: its screen, drawn by xterm.js once that is loaded, and what there is to say about it. */
export function TerminalPane({
  tab: { key, link },
  view,
  isShown,
  takesFocus,
  isFinding,
  onFind,
  onDebug,
}: Props) {
  const t = useTranslations('terminal')
  const isDark = useComputedColorScheme('light') === 'dark'
  const element = useRef<HTMLDivElement>(null)
  const [screen, setScreen] = useState<XtermScreen | null>(null)
  const { pod, container } = link.target
  // What is not seen has no size, so nothing is drawn before it is.
  const [wasShown, setShown] = useState(isShown)
  if (isShown && !wasShown) setShown(true)
  // biome-ignore lint/correctness/useExhaustiveDependencies: opened once; what changes later is told to it below.
  useEffect(() => {
    if (!wasShown) return
    let made: XtermScreen | null = null
    let isGone = false
    void insist(() => import('./xterm-screen')).then(({ openXterm }) => {
      if (isGone || element.current === null) return
      made = openXterm(element.current, {
        isDark,
        label: t('input', { pod, container }),
        another: t('isNew'),
        type: (bytes) => link.type(bytes),
        resized: () => link.resized(),
        leave: () => document.getElementById(`${key}-tab`)?.focus(),
        find: () => onFind(true),
      })
      link.show(made)
      setScreen(made)
    })
    return () => {
      isGone = true
      made?.dispose()
    }
  }, [key, link, wasShown])
  useEffect(() => screen?.setDark(isDark), [screen, isDark])
  useEffect(() => {
    if (isShown && takesFocus) screen?.terminal.focus()
  }, [screen, isShown, takesFocus])
  return (
    <div
      role="tabpanel"
      id={`${key}-panel`}
      aria-labelledby={`${key}-tab`}
      hidden={!isShown}
      className={classes.pane}
      data-terminal={view.state.kind}
    >
      {isFinding && isShown && screen !== null && (
        <FindBar
          screen={screen}
          onClose={() => {
            onFind(false)
            screen.terminal.focus()
          }}
        />
      )}
      <div ref={element} className={classes.screen} />
      <StatusLine link={link} view={view} onDebug={onDebug} />
    </div>
  )
}
