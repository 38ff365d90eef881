import { Title } from '@mantine/core'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'

type SectionName = Parameters<ReturnType<typeof useTranslations<'pod.sections'>>>[0]

/** A part of a page, under its heading. */
export function Section({ name, children }: { name: SectionName; children: ReactNode }) {
  const t = useTranslations('pod.sections')
  return (
    <section aria-labelledby={name}>
      <Title order={2} id={name} mb="xs">
        {t(name)}
      </Title>
      {children}
    </section>
  )
}
