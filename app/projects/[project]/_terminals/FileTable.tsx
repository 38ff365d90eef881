'use client'

import { ActionIcon, Table, Text } from '@mantine/core'
import { IconDownload, IconFile, IconFolder, IconLink } from '@tabler/icons-react'
import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import { bytesText } from '@/app/_components/bytes-text'
import { LiveAge } from '@/app/_components/LiveAge'
import type { FileEntry } from '@/lib/terminals/protocol'
import classes from './Files.module.css'

interface Props {
  readonly entries: readonly FileEntry[]
  readonly onOpen: (name: string) => void
  readonly onFetch: (name: string, kind: 'file' | 'folder') => void
}

const icons = { file: IconFile, folder: IconFolder, link: IconLink, other: IconFile } as const
/** Rows that are drawn at once; more on demand. */
const page = 200

/** What is in a folder, as the container says it. Names are text and nothing else. */
export function FileTable({ entries, onOpen, onFetch }: Props) {
  const t = useTranslations('terminal.files')
  const [count, setCount] = useState(page)
  if (entries.length === 0) return <Text c="dimmed">{t('empty')}</Text>
  return (
    <div className={classes.list}>
      <Table verticalSpacing={4} stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('name')}</Table.Th>
            <Table.Th>{t('size')}</Table.Th>
            <Table.Th>{t('age')}</Table.Th>
            <Table.Th aria-label={t('fetch')} />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {entries.slice(0, count).map((entry) => (
            <Row key={entry.name} entry={entry} onOpen={onOpen} onFetch={onFetch} />
          ))}
        </Table.Tbody>
      </Table>
      {entries.length > count && (
        <button type="button" className={classes.more} onClick={() => setCount(count + page)}>
          {t('more', { count: entries.length - count })}
        </button>
      )}
    </div>
  )
}

function Row({ entry, onOpen, onFetch }: { entry: FileEntry } & Omit<Props, 'entries'>) {
  const t = useTranslations('terminal.files')
  const format = useFormatter()
  const { name, kind, size, modifiedAt, isOdd } = entry
  const Icon = icons[kind]
  const isOpened = !isOdd && (kind === 'folder' || kind === 'link')
  const isFetched = !isOdd && kind !== 'other'
  return (
    <Table.Tr data-file={name}>
      <Table.Td className={classes.name}>
        <Icon size={15} role="img" aria-label={t(`kinds.${kind}`)} className={classes.icon} />
        {isOpened ? (
          <button type="button" onClick={() => onOpen(name)}>
            {name}
          </button>
        ) : (
          name
        )}
        {isOdd && (
          <Text span size="xs" c="dimmed">
            {t('odd')}
          </Text>
        )}
      </Table.Td>
      <Table.Td className={classes.number}>
        {kind === 'file' && size !== null ? bytesText(size, format) : ''}
      </Table.Td>
      <Table.Td className={classes.number}>
        <LiveAge since={modifiedAt === null ? '' : new Date(modifiedAt * 1000).toISOString()} />
      </Table.Td>
      <Table.Td>
        {isFetched && (
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('fetchOne', { name })}
            title={t(kind === 'folder' ? 'fetchFolder' : 'fetchFile')}
            onClick={() => onFetch(name, kind === 'folder' ? 'folder' : 'file')}
          >
            <IconDownload size={15} aria-hidden />
          </ActionIcon>
        )}
      </Table.Td>
    </Table.Tr>
  )
}
