'use client'

import Link from 'next/link'
import { useFormatter, useTranslations } from 'next-intl'
import { blockerText, waitingText } from '@/app/_components/blocker-text'
import { bytesText } from '@/app/_components/bytes-text'
import { LiveAge } from '@/app/_components/LiveAge'
import { MiniStrip } from '@/app/_components/MiniStrip'
import { StateBadge } from '@/app/_components/StateBadge'
import { routes } from '@/lib/routes'
import type { SetRow } from '@/lib/statefulsets/list/row'
import type { Column } from './columns'
import classes from './ListTable.module.css'

export function ListCell({ row, column }: { row: SetRow; column: Column }) {
  switch (column) {
    case 'name':
      return <Name row={row} />
    case 'state':
      return <State row={row} />
    case 'ready':
      return (
        <>
          <span>{`${row.ready}/${row.desired}`}</span>
          <MiniStrip {...row} />
        </>
      )
    case 'rollout':
      return <Rollout row={row} />
    case 'project':
      return (
        <Link
          href={routes.statefulSets(row.project)}
          prefetch={false}
          className={`${classes.one} ${classes.quiet}`}
        >
          {row.projectName}
        </Link>
      )
    case 'images':
      return (
        <span className={classes.one} title={row.images.join('\n')}>
          {row.images.map(shortImage).join(', ')}
        </span>
      )
    case 'claims':
      return <Claims row={row} />
    case 'age':
      return <LiveAge since={row.createdAt} />
    case 'updated':
      return <LiveAge since={row.updatedAt} />
  }
}

function Name({ row }: { row: SetRow }) {
  return (
    <>
      <Link href={routes.statefulSet(row.project, row.name)} prefetch={false} className={classes.name}>
        {row.name}
      </Link>
      {row.description !== '' && (
        <span className={classes.second} title={row.description}>
          {row.description}
        </span>
      )}
    </>
  )
}

/** The state, and what the set waits for when somebody should know. */
function State({ row }: { row: SetRow }) {
  const t = useTranslations('blockers')
  const { blocker, state, notes } = row
  const notesText = useTranslations('notes')
  const isTold = blocker !== null && (state === 'stuck' || state === 'scaling' || state === 'updating')
  const note = notes[0]
  return (
    <>
      <span className={classes.state}>
        <StateBadge state={state} />
        {state === 'stuck' && blocker !== null && blocker.since > 0 && (
          <LiveAge since={new Date(blocker.since).toISOString()} />
        )}
      </span>
      {isTold && (
        <span
          className={classes.second}
          data-blocker={blocker.reason}
          title={[blockerText(t, blocker), waitingText(t, blocker)].join('\n')}
        >
          {blockerText(t, blocker)}
        </span>
      )}
      {!isTold && note !== undefined && (
        <span className={classes.second} data-note={note.code}>
          {notesText(
            note.code,
            'count' in note ? { count: note.count, name: '' } : { name: note.name, count: 0 },
          )}
        </span>
      )}
    </>
  )
}

function Rollout({ row: { isMixed, updated, desired } }: { row: SetRow }) {
  const t = useTranslations('list')
  if (!isMixed || desired === 0)
    return (
      <span className={classes.second} title={t('settled')}>
        {t('nothing')}
      </span>
    )
  return (
    <>
      <span title={t('rolledLong', { updated, desired })}>{t('rolled', { updated, desired })}</span>
      <span className={classes.bar} aria-hidden="true">
        <span style={{ inlineSize: `${(100 * updated) / desired}%` }} />
      </span>
    </>
  )
}

function Claims({ row: { claims, desired } }: { row: SetRow }) {
  const format = useFormatter()
  const t = useTranslations('list')
  if (claims.count === 0) return <span className={classes.second}>{t('nothing')}</span>
  return (
    <span title={t('claimsEach', { size: bytesText(claims.bytes, format) })}>
      {bytesText(claims.bytes * Math.max(1, desired), format)}
    </span>
  )
}

/** Without the registry and the folders, which are the same for most. */
function shortImage(image: string): string {
  const [path = '', digest] = image.split('@')
  const name = path.slice(path.lastIndexOf('/') + 1)
  return digest === undefined || name.includes(':') ? name : `${name}@${digest.slice(0, 14)}`
}
