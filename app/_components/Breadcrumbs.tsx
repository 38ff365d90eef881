import Link from 'next/link'
import { getTranslations } from 'next-intl/server'

export async function Breadcrumbs({
  items,
}: {
  items: readonly { readonly href: string; readonly label: string }[]
}) {
  const t = await getTranslations('frame')
  return (
    <nav aria-label={t('breadcrumbs')} style={{ fontSize: 13 }}>
      {items.map(({ href, label }) => (
        <span key={href}>
          <Link href={href}>{label}</Link>
          <span aria-hidden="true">{' / '}</span>
        </span>
      ))}
    </nav>
  )
}
