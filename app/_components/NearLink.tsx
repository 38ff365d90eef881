'use client'

import Link from 'next/link'
import { type ComponentProps, useState } from 'react'

/** A link to another part of the house: its page is fetched once the pointer or the focus is on the way, not before. */
export function NearLink(props: ComponentProps<typeof Link>) {
  const [isNear, setNear] = useState(false)
  const near = () => setNear(true)
  return <Link {...props} prefetch={isNear ? null : false} onPointerEnter={near} onFocus={near} />
}
