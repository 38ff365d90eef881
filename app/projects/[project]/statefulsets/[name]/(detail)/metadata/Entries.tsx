'use client'

import { Button, Group, Text, Title } from '@mantine/core'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { roleCan } from '@/lib/auth/permissions'
import { routes } from '@/lib/routes'
import { readQuery, writeQuery } from '@/lib/statefulsets/list/query'
import { useSet } from '../set-context'
import { isOpen } from '../set-state'
import { EntriesForm } from './EntriesForm'
import classes from './Metadata.module.css'

interface Props {
  readonly of: 'labels' | 'annotations'
  readonly entries: Readonly<Record<string, string>>
}

/** A map of the set, to be read, and by who may also to be changed. */
export function Entries({ of, entries }: Props) {
  const t = useTranslations('metadata')
  const { slug, role, set, isGone, operation } = useSet()
  /** As the person saw them when they began. */
  const [seen, setSeen] = useState<Readonly<Record<string, string>> | null>(null)
  const isFree = !isGone && set.state !== 'deleting' && !isOpen(operation)
  const mayEdit = roleCan(role, 'statefulset:edit') && isFree
  const keys = Object.keys(entries).sort()
  return (
    <section aria-labelledby={of} data-entries={of}>
      <Group justify="space-between" mb="xs">
        <Title order={2} id={of}>
          {t(of)}
        </Title>
        {mayEdit && seen === null && (
          <Button variant="default" size="xs" onClick={() => setSeen(entries)}>
            {t('edit', { of: t(of) })}
          </Button>
        )}
      </Group>
      {seen !== null ? (
        <EntriesForm of={of} seen={seen} onClose={() => setSeen(null)} />
      ) : keys.length === 0 ? (
        <Text c="dimmed">{t('none')}</Text>
      ) : (
        <dl className={classes.entries}>
          {keys.map((key) => (
            <div key={key}>
              <dt>{key}</dt>
              <dd>
                {of === 'labels' && entries[key] ? (
                  <Link href={labelled(slug, key, entries[key])} title={t('sameLabel')}>
                    {entries[key]}
                  </Link>
                ) : (
                  entries[key]
                )}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  )
}

/** The list of all sets of the project with this label. */
function labelled(slug: string, key: string, value: string): string {
  return `${routes.statefulSets(slug)}${writeQuery({ ...readQuery({}), label: { key, value } })}`
}
