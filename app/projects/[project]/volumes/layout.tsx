import type { ReactNode } from 'react'
import { SetWords } from '@/app/_components/SetWords'

export default function VolumesLayout({ children }: { children: ReactNode }) {
  return <SetWords>{children}</SetWords>
}
