'use client'

import { Alert, Button, Group, Loader, Stack, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ActionError } from '@/app/_components/ActionError'
import { Consents } from '@/app/_components/foresight/Consents'
import { FactList } from '@/app/_components/foresight/FactList'
import { ReusedClaims } from '@/app/_components/foresight/ReusedClaims'
import { losingOf, lostClaims, useConsent } from '@/app/_components/foresight/use-consent'
import { shrinkingOf, useReplicasFacts } from '@/app/_components/foresight/use-facts'
import { useForesights } from '@/app/_components/foresight/use-foresight'
import { useQuorumText } from '@/app/_components/foresight/use-quorum-text'
import { useAction } from '@/app/_components/use-action'
import { roleCan } from '@/lib/auth/permissions'
import type { ReplicasForesight } from '@/lib/statefulsets/replicas/foresight'
import type { Losing } from '@/lib/statefulsets/schema'
import { scaleStatefulSet, startStatefulSet, stopStatefulSet } from '../../actions'
import type { Asked, ReplicasOperation } from './asked'
import { ReplicasFates } from './ReplicasFates'
import { useSet } from './set-context'

interface Props {
  readonly operation: ReplicasOperation
  readonly to?: number
  readonly onAsked: (asked: Asked) => void
  readonly onCancel: () => void
}

/** What will happen, kept up to date while one reads it; sent with the number that was read. */
export function ReplicasQuestion({ operation, to, onAsked, onCancel }: Props) {
  const t = useTranslations('replicas')
  const words = useTranslations('foresight')
  const errors = useTranslations('errors')
  const common = useTranslations('common')
  const { slug, role, set } = useSet()
  const [first, setFirst] = useState<number | null>(null)
  const question = {
    ...{ project: slug, name: set.name, operation, ...(to === undefined ? {} : { replicas: to }) },
    version: `${set.uid} ${set.desired} ${set.strip}`,
  }
  const answer = useForesights([question])(question)
  const { isFresh, failed } = answer
  const known = answer.known?.operation === operation ? answer.known : null
  const facts = useReplicasFacts(known)
  const perform = usePerform(onAsked)
  if (known !== null && first === null) setFirst(known.from)
  const shrinking = known === null ? null : shrinkingOf(known)
  const lost = lostClaims(shrinking)
  const quorum = useQuorumText()(shrinking)
  const quorums = quorum === null ? [] : [quorum]
  const consent = useConsent({ lost, quorums, mayLose: roleCan(role, 'claim:delete') })
  const isStopped = facts.some(({ tone }) => tone === 'stop') || known?.from === known?.to
  return (
    <Stack gap="md">
      <ActionError failure={perform.failure} />
      {failed !== null && <Alert color="red" title={errors(failed)} />}
      {known === null && failed === null && <Loader size="sm" aria-label={t('asking')} />}
      {known !== null && (
        <>
          {first !== null && first !== known.from && (
            <Alert color="yellow">{t('changed', { from: first, now: known.from })}</Alert>
          )}
          <Stack gap={6}>
            <Text size="sm" c="dimmed">
              {t('fromTo', { from: known.from, to: known.to })}
            </Text>
            <ReplicasFates from={known.from} to={known.to} />
          </Stack>
          <FactList facts={facts} label={words('label')} />
          <ReusedClaims claims={known.up?.reused ?? []} />
          <Consents consent={consent} />
        </>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onCancel}>
          {common('cancel')}
        </Button>
        <Button
          color={lost.length > 0 ? 'red' : 'ink'}
          disabled={known === null || !isFresh || !consent.isGiven || isStopped}
          loading={perform.isPending}
          onClick={() => known !== null && void perform.run(known, losingOf(lost))}
          data-autofocus
        >
          {t(`${operation}Submit`, { name: set.name, to: to ?? 0 })}
        </Button>
      </Group>
    </Stack>
  )
}

function usePerform(onAsked: (asked: Asked) => void) {
  const { slug, set } = useSet()
  const scale = useAction(scaleStatefulSet)
  const stop = useAction(stopStatefulSet)
  const start = useAction(startStatefulSet)
  const run = async ({ operation, uid, from, to }: ReplicasForesight, losing: Losing) => {
    const { name } = set
    if (operation === 'scale') {
      const done = await scale.run(slug, { name, uid, replicas: to, from, losing })
      if (done !== null) onAsked({ operation, from, to })
      return
    }
    const done =
      operation === 'stop'
        ? await stop.run(slug, { name, uid, losing })
        : await start.run(slug, { name, uid })
    if (done !== null) onAsked({ operation, from: done.from, to: done.replicas })
  }
  return {
    run,
    isPending: scale.isPending || stop.isPending || start.isPending,
    failure: scale.failure ?? stop.failure ?? start.failure,
  }
}
