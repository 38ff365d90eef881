'use client'

import { Button, Group, Text } from '@mantine/core'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { LiveAge } from '@/app/_components/LiveAge'
import { roleCan } from '@/lib/auth/permissions'
import type { RevisionRow } from '@/lib/statefulsets/revisions/revision-row'
import { useSet } from '../set-context'
import { ChangeWords } from './ChangeWords'
import classes from './RevisionList.module.css'

interface Props {
  readonly rows: readonly RevisionRow[]
  readonly onRollBack: (row: RevisionRow) => void
}

export function RevisionList({ rows, onRollBack }: Props) {
  const t = useTranslations('revisions')
  return (
    <ol className={classes.list} aria-label={t('label')}>
      {rows.map((row, index) => (
        <Revision key={row.name} row={row} before={rows[index + 1]} onRollBack={onRollBack} />
      ))}
    </ol>
  )
}

function Revision(props: Omit<Props, 'rows'> & { row: RevisionRow; before: RevisionRow | undefined }) {
  const t = useTranslations('revisions')
  const { role, set, isGone } = useSet()
  const { row, before, onRollBack } = props
  const mayRollBack = roleCan(role, 'statefulset:rollback') && !isGone && set.state !== 'deleting'
  return (
    <li className={classes.row} data-revision={row.number} data-newest={row.isNewest}>
      <span className={classes.number}>{t('number', { number: row.number })}</span>
      <div className={classes.what}>
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {row.images.join(', ')}
          {row.isNewest && <b className={classes.mark}>{t('newest')}</b>}
        </Text>
        {row.cause !== '' && (
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {row.cause}
          </Text>
        )}
        {row.changes === null ? (
          <Text size="sm" c="dimmed">
            {t('oldest')}
          </Text>
        ) : (
          <ChangeWords changes={row.changes} />
        )}
        {row.by !== null && (
          <Text size="sm" c="dimmed" data-by={row.by}>
            {t('by', { name: row.by })}
          </Text>
        )}
      </div>
      <span className={classes.pods} data-pods={row.ordinals.join(' ')}>
        {row.ordinals.length === 0
          ? t('noPods')
          : t('pods', { count: row.ordinals.length, ordinals: shorten(row.ordinals) })}
      </span>
      <span className={classes.age}>
        <LiveAge since={row.createdAt} />
      </span>
      <Group gap={4} justify="flex-end" className={classes.actions}>
        {before !== undefined && (
          <Button
            component={Link}
            href={`?from=${before.name}&to=${row.name}#compare`}
            variant="subtle"
            size="compact-sm"
          >
            {t('changes')}
          </Button>
        )}
        {mayRollBack && !row.isNewest && (
          <Button variant="default" size="compact-sm" onClick={() => onRollBack(row)}>
            {t('rollBack')}
          </Button>
        )}
      </Group>
    </li>
  )
}

/** Ordinals that are named one by one. */
const named = 8

function shorten(ordinals: readonly number[]): string {
  return `${ordinals.slice(0, named).join(', ')}${ordinals.length > named ? ' …' : ''}`
}
