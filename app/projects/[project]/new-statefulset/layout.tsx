import type { ReactNode } from 'react'
import { Words } from '@/app/_components/Words'
import { wordsOf } from '@/app/words'

/** Brings the words of the form, which no other page needs. */
export default async function NewStatefulSetLayout({ children }: { children: ReactNode }) {
  return <Words text={await wordsOf('forms')}>{children}</Words>
}
