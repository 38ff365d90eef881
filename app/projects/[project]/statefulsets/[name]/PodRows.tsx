import { TableTd, TableTr } from '@mantine/core'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { Age } from '@/app/_components/Age'
import { routes } from '@/lib/routes'
import type { OrdinalRow } from '@/lib/statefulsets/get'

/** One row an ordinal, in numeric order; a missing pod keeps its row. */
export async function PodRows({ slug, rows }: { slug: string; rows: readonly OrdinalRow[] }) {
  const t = await getTranslations('ordinals')
  const words = await getTranslations('reasons')
  return rows.map((row) => (
    <TableTr key={row.ordinal}>
      <TableTd>{row.ordinal}</TableTd>
      <TableTd>{row.podName}</TableTd>
      <TableTd>
        {[t(row.state), row.reason && words(row.reason), row.isUpdated === false ? t('old') : null]
          .filter(Boolean)
          .join(' · ')}
      </TableTd>
      <TableTd>{row.node}</TableTd>
      <TableTd>{row.ip}</TableTd>
      <TableTd>{row.restarts}</TableTd>
      <TableTd>
        <Age since={row.createdAt} />
      </TableTd>
      <TableTd>
        {row.containers.map((container) => (
          <Link
            key={container}
            href={routes.containerLogs(slug, row.podName, container)}
            style={{ marginInlineEnd: 12 }}
          >
            {container}
          </Link>
        ))}
      </TableTd>
    </TableTr>
  ))
}
