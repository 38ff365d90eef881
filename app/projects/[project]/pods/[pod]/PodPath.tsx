'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { routes } from '@/lib/routes'
import { usePod } from './pod-context'

/** The way here: the list, the set that made the pod, and for a container its pod. */
export function PodPath({ isOfContainer = false }: { isOfContainer?: boolean }) {
  const t = useTranslations()
  const { slug, view } = usePod()
  const set = view.state?.set ?? null
  const steps = [
    { href: routes.statefulSets(slug), label: t('list.title') },
    ...(set === null ? [] : [{ href: routes.statefulSet(slug, set), label: set }]),
    ...(isOfContainer ? [{ href: routes.pod(slug, view.pod.name), label: view.pod.name }] : []),
  ]
  return (
    <nav aria-label={t('frame.breadcrumbs')} style={{ fontSize: 13 }}>
      {steps.map(({ href, label }) => (
        <span key={href}>
          <Link href={href}>{label}</Link>
          <span aria-hidden="true">{' / '}</span>
        </span>
      ))}
    </nav>
  )
}
