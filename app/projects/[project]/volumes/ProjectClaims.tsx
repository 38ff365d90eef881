'use client'

import { Group, SegmentedControl, Stack, Table, Text } from '@mantine/core'
import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import { bytesText } from '@/app/_components/bytes-text'
import { Connection } from '@/app/_components/Connection'
import { LiveAge } from '@/app/_components/LiveAge'
import { Refused } from '@/app/_components/Refused'
import { routes } from '@/lib/routes'
import { isWanted, type ProjectClaim } from '@/lib/volumes/row'
import { ClaimSize } from './ClaimSize'
import { DeleteClaim } from './DeleteClaim'
import { DeleteClaimDialog } from './DeleteClaimDialog'
import { useLiveClaims } from './use-live-claims'

const columns = ['claim', 'whose', 'size', 'class', 'volume', 'usedBy', 'age'] as const

interface Props {
  readonly slug: string
  readonly first: readonly ProjectClaim[]
  readonly mayDelete: boolean
}

/** What is left over can be shown alone; that stands in the address. */
export function ProjectClaims({ slug, first, mayDelete }: Props) {
  const t = useTranslations('volumes')
  const format = useFormatter()
  const query = useSearchParams()
  const { claims, connection, lostAt, unheard } = useLiveClaims(slug, first)
  const [leaving, setLeaving] = useState<ProjectClaim | null>(null)
  if (connection === 'refused') return <Refused />
  const left = claims.filter((claim) => !isWanted(claim))
  const show = query.get('show') === 'left' ? 'left' : 'all'
  const shown = show === 'left' ? left : claims
  const bytes = left.reduce((sum, claim) => sum + claim.bytes, 0)
  const around = (
    <>
      <Connection {...{ connection, lostAt, unheard: unheard === null ? [] : [unheard] }} />
      {leaving !== null && <DeleteClaimDialog slug={slug} claim={leaving} onClose={() => setLeaving(null)} />}
    </>
  )
  if (claims.length === 0)
    return (
      <>
        {around}
        <Text c="dimmed">{t('noClaims')}</Text>
      </>
    )
  return (
    <Stack gap="sm">
      {around}
      <Group gap="md">
        <SegmentedControl
          aria-label={t('show')}
          value={show}
          onChange={(value) => window.history.replaceState(null, '', value === 'left' ? '?show=left' : '?')}
          data={[
            { value: 'all', label: t('all', { count: claims.length }) },
            { value: 'left', label: t('left', { count: left.length }) },
          ]}
        />
        {left.length > 0 && (
          <Text size="sm" c="dimmed">
            {t('leftSum', { size: bytesText(bytes, format) })}
          </Text>
        )}
      </Group>
      {shown.length === 0 ? (
        <Text c="dimmed">{t('noneLeft')}</Text>
      ) : (
        <Table.ScrollContainer minWidth={920}>
          <Table verticalSpacing={7}>
            <Table.Thead>
              <Table.Tr>
                {columns.map((column) => (
                  <Table.Th key={column} style={{ whiteSpace: 'nowrap' }}>
                    {t(`columns.${column}`)}
                  </Table.Th>
                ))}
                {mayDelete && <Table.Th aria-label={t('columns.actions')} />}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {shown.map((claim) => (
                <Table.Tr key={claim.uid} data-claim={claim.name} data-belonging={claim.belonging}>
                  <Table.Td style={{ minWidth: 160 }}>{claim.name}</Table.Td>
                  <Table.Td>
                    <Whose slug={slug} claim={claim} />
                  </Table.Td>
                  <Table.Td>
                    <ClaimSize asked={claim.asked} actual={claim.actual} />
                  </Table.Td>
                  <Table.Td>{claim.className || t('noClass')}</Table.Td>
                  <Table.Td>
                    <BoundVolume claim={claim} />
                  </Table.Td>
                  <Table.Td>
                    {claim.usedBy.join(', ') || (
                      <Text inherit c="dimmed">
                        {t('noPod')}
                      </Text>
                    )}
                  </Table.Td>
                  <Table.Td style={{ whiteSpace: 'nowrap' }}>
                    <LiveAge since={claim.createdAt} />
                  </Table.Td>
                  {mayDelete && (
                    <Table.Td>
                      {!isWanted(claim) && claim.phase !== 'Terminating' && (
                        <DeleteClaim name={claim.name} onAsk={() => setLeaving(claim)} />
                      )}
                    </Table.Td>
                  )}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Stack>
  )
}

/** One sentence a reading of the name. */
function Whose({ slug, claim }: { slug: string; claim: ProjectClaim }) {
  const t = useTranslations('volumes')
  const { belonging, readings } = claim
  if (belonging === 'other')
    return (
      <Text inherit c="dimmed">
        {t('whose.other')}
      </Text>
    )
  if (belonging === 'deleted') {
    const names = readings.map(({ set }) => set).join(t('or'))
    return t('whose.deleted', { names, ordinal: readings[0]?.ordinal ?? 0 })
  }
  return readings.map((reading) => (
    <div key={reading.set}>
      {t.rich(`whose.${belonging}`, {
        template: reading.template,
        ordinal: reading.ordinal,
        set: () => <Link href={routes.statefulSetPage(slug, reading.set, 'volumes')}>{reading.set}</Link>,
      })}
    </div>
  ))
}

export function BoundVolume({
  claim,
}: {
  claim: Pick<ProjectClaim, 'volume' | 'reclaim'> & { readonly phase: string }
}) {
  const t = useTranslations('volumes')
  const { volume, reclaim, phase } = claim
  return (
    <>
      {volume === '' ? (
        <Text inherit c="dimmed">
          {t('unbound')}
        </Text>
      ) : (
        <Text inherit truncate maw={200} title={volume}>
          {volume}
        </Text>
      )}
      {(phase === 'Lost' || phase === 'Terminating') && (
        <Text size="xs" c="var(--state-stuck)">
          {t(`phases.${phase}`)}
        </Text>
      )}
      {(reclaim === 'Delete' || reclaim === 'Retain') && (
        <Text size="xs" c="dimmed">
          {t(`reclaim${reclaim}`)}
        </Text>
      )}
    </>
  )
}
