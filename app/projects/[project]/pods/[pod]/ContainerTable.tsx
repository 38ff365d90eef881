'use client'

import { Group, Table } from '@mantine/core'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { TerminalButton } from '@/app/projects/[project]/_terminals/TerminalButton'
import type { ContainerView } from '@/lib/pods/container-view'
import { routes } from '@/lib/routes'
import { ContainerState } from './ContainerState'
import { usePod } from './pod-context'
import { Restarts } from './Restarts'
import { UsageText } from './UsageText'

const columns = ['name', 'state', 'restarts', 'image', 'cpu', 'memory', 'log'] as const

/** All containers in the order in which they start: init containers first, what was added for debugging last. */
export function ContainerTable() {
  const t = useTranslations('pod.columns')
  const { containers } = usePod().view.pod
  return (
    <Table.ScrollContainer minWidth={820}>
      <Table verticalSpacing={7}>
        <Table.Thead>
          <Table.Tr>
            {columns.map((column) => (
              <Table.Th key={column}>{t(column)}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {containers.map((container) => (
            <ContainerRow key={container.name} container={container} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

function ContainerRow({ container }: { container: ContainerView }) {
  const t = useTranslations('pod')
  const words = useTranslations('ordinals')
  const { slug, view } = usePod()
  const { name, kind, image, restarts } = container
  const { pod } = view
  return (
    <Table.Tr data-container={name} data-state={container.state}>
      <Table.Td>
        <Link href={routes.container(slug, pod.name, name)} prefetch={false}>
          {name}
        </Link>
        {kind !== 'main' && ` · ${t(`kinds.${kind}`)}`}
      </Table.Td>
      <Table.Td>
        <ContainerState container={container} />
      </Table.Td>
      <Table.Td>
        {restarts > 0 || container.ending !== null ? <Restarts container={container} /> : 0}
      </Table.Td>
      <Table.Td style={{ overflowWrap: 'anywhere', maxWidth: 280 }}>{image}</Table.Td>
      <Table.Td>
        <UsageText container={container} resource="cpu" />
      </Table.Td>
      <Table.Td>
        <UsageText container={container} resource="memory" />
      </Table.Td>
      <Table.Td>
        <Group gap="xs" wrap="nowrap">
          <Link
            href={routes.containerLogs(slug, pod.name, name)}
            prefetch={false}
            style={{ whiteSpace: 'nowrap' }}
          >
            {t('log')}
          </Link>
          <TerminalButton
            pod={pod.name}
            uid={pod.uid}
            container={name}
            label={words('terminal', { pod: pod.name, container: name })}
          />
        </Group>
      </Table.Td>
    </Table.Tr>
  )
}
