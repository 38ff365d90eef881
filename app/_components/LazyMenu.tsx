'use client'

import {
  type ButtonHTMLAttributes,
  type ReactElement,
  type ReactNode,
  Suspense,
  useEffect,
  useRef,
  useState,
} from 'react'

/** What an open menu stands on. */
export interface MenuShell {
  readonly target: ReactElement
  readonly onClose: () => void
}

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** The open menu, a lazy component around OpenMenu: what menus need is loaded when the first one opens. */
  readonly menu: (shell: MenuShell) => ReactNode
}

/** A button that opens a menu. */
export function LazyMenu({ menu, ...button }: Props) {
  const [isOpen, setOpen] = useState(false)
  const wasOpen = useRef(false)
  const ref = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (wasOpen.current && !isOpen) ref.current?.focus()
    wasOpen.current = isOpen
  }, [isOpen])
  const target = (
    <button
      type="button"
      aria-haspopup="menu"
      aria-expanded={isOpen}
      {...button}
      ref={ref}
      onClick={() => setOpen(!isOpen)}
    />
  )
  if (!isOpen) return target
  return <Suspense fallback={target}>{menu({ target, onClose: () => setOpen(false) })}</Suspense>
}
