import { getTranslations } from 'next-intl/server'
import { NearLink } from './NearLink'

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
          <NearLink href={href}>{label}</NearLink>
          <span aria-hidden="true">{' / '}</span>
        </span>
      ))}
    </nav>
  )
}
