'use client'

import { Suspense, useEffect, useState } from 'react'
import { lazyPart } from './lazy-part'

export const toastWanted = 'ordinal-toast-wanted'

const ToastContainer = lazyPart(
  () => import('./ToastContainer'),
  (module) => module.ToastContainer,
)

/** Where toasts appear; loaded with the first one, since most pages need none. */
export function Toasts() {
  const [isWanted, setWanted] = useState(false)
  useEffect(() => {
    const want = () => setWanted(true)
    window.addEventListener(toastWanted, want)
    return () => window.removeEventListener(toastWanted, want)
  }, [])
  if (!isWanted) return null
  return (
    <Suspense>
      <ToastContainer />
    </Suspense>
  )
}
