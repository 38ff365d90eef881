import type { ReactNode } from 'react'
import { Words } from '@/app/_components/Words'
import { wordsOf } from '@/app/words'

export default async function VolumesLayout({ children }: { children: ReactNode }) {
  return <Words text={await wordsOf('sets')}>{children}</Words>
}
