'use client'

import { ActionIcon } from '@mantine/core'
import { IconTerminal2 } from '@tabler/icons-react'
import { useTerminals } from './Terminals'

interface Props {
  readonly pod: string
  readonly uid: string | null
  readonly container: string
  readonly label: string
}

/** Opens a terminal below the page; not there for who may not. */
export function TerminalButton({ pod, uid, container, label }: Props) {
  const { can, openOnce } = useTerminals()
  if (!can('pod:terminal')) return null
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="sm"
      aria-label={label}
      title={label}
      onClick={() => openOnce({ pod, uid, container, shell: 'auto' })}
    >
      <IconTerminal2 size={15} aria-hidden />
    </ActionIcon>
  )
}
