'use client'

import { Menu } from '@mantine/core'
import { useTranslations } from 'next-intl'
import type { MenuShell } from '@/app/_components/LazyMenu'
import { OpenMenu } from '@/app/_components/OpenMenu'
import { routes } from '@/lib/routes'
import { type ListQuery, writeQuery } from '@/lib/statefulsets/list/query'

/** The whole answer as a file. */
export function ExportItems({ shell, query, total }: { shell: MenuShell; query: ListQuery; total: number }) {
  const t = useTranslations('list')
  return (
    <OpenMenu shell={shell}>
      {(['csv', 'json'] as const).map((format) => (
        <Menu.Item key={format} component="a" href={exportAddress(query, format)} download>
          {t(`export_${format}`, { count: total })}
        </Menu.Item>
      ))}
    </OpenMenu>
  )
}

function exportAddress(query: ListQuery, format: 'csv' | 'json'): string {
  const parameters = new URLSearchParams(writeQuery(query))
  parameters.set('format', format)
  return `${routes.exportedStatefulSets()}?${parameters}`
}
