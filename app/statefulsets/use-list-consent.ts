'use client'

import { useTranslations } from 'next-intl'
import { type Consent, type LostClaim, lostClaims, useConsent } from '@/app/_components/foresight/use-consent'
import { type Shrinking, shrinkingOf } from '@/app/_components/foresight/use-facts'
import { useQuorumText } from '@/app/_components/foresight/use-quorum-text'
import { roleCan } from '@/lib/auth/permissions'
import type { SetRow } from '@/lib/statefulsets/list/row'
import type { Foresight } from '@/lib/statefulsets/replicas/foresight'

/** What must be agreed to of all the sets together; claims are agreed to one by one all the same. */
export function useListConsent(
  sets: readonly SetRow[],
  roles: Readonly<Record<string, string>>,
  foresight: (set: SetRow) => Foresight | null,
): Consent & { readonly lostOf: (set: SetRow) => readonly LostClaim[] } {
  const t = useTranslations('foresight')
  const quorumText = useQuorumText()
  const isOverAll = new Set(sets.map(({ project }) => project)).size > 1
  const shrinking = (set: SetRow): Shrinking | null => {
    const known = foresight(set)
    return known === null || known.operation === 'delete' ? null : shrinkingOf(known)
  }
  const lostOf = (set: SetRow) =>
    lostClaims(shrinking(set)).map(({ uid, name, bytes }) => ({
      ...{ uid, name, bytes },
      ...(isOverAll ? { project: set.projectName } : {}),
    }))
  const quorums = sets.flatMap((set) => {
    const text = quorumText(shrinking(set))
    return text === null
      ? []
      : [sets.length === 1 ? text : t('named', { name: isOverAll ? set.key : set.name, text })]
  })
  const losing = sets.filter((set) => lostOf(set).length > 0)
  const mayLose = losing.every(({ project }) => roleCan(roles[project] ?? '', 'claim:delete'))
  return { ...useConsent({ lost: sets.flatMap(lostOf), quorums, mayLose }), lostOf }
}
