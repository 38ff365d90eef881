'use client'

import { NativeSelect } from '@mantine/core'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { routes } from '@/lib/routes'

interface Props {
  readonly current: string
  readonly projects: readonly { readonly slug: string; readonly displayName: string }[]
}

export function ProjectSwitcher({ current, projects }: Props) {
  const t = useTranslations('frame')
  const router = useRouter()
  return (
    <NativeSelect
      aria-label={t('switchProject')}
      size="xs"
      value={current}
      data={projects.map(({ slug, displayName }) => ({ value: slug, label: displayName }))}
      onChange={(event) => router.push(routes.statefulSets(event.currentTarget.value))}
    />
  )
}
