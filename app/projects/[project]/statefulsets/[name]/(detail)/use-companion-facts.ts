'use client'

import { useTranslations } from 'next-intl'
import { namesText } from '@/app/_components/foresight/names-text'
import type { Fact } from '@/app/_components/foresight/use-facts'
import type { CompanionForesight } from '@/lib/statefulsets/deletion/delete-companion'
import type { Companion } from './companion'

/** Who loses what when a Service or a budget of the set is deleted, sentence by sentence. */
export function useCompanionFacts(
  companion: Companion,
  { namespace, others }: CompanionForesight,
): readonly Fact[] {
  const t = useTranslations('companion')
  const plain = (key: string, text: string): Fact => ({ key, tone: 'plain', text })
  const warn = (key: string, text: string): Fact => ({ key, tone: 'warn', text })
  const isShared = others.length > 0
  const users = isShared
    ? warn('others', t('others', { names: namesText(others) }))
    : plain('others', t('noOthers'))
  if (companion.of === 'budget') {
    const rest = companion.items.filter(({ uid }) => uid !== companion.item.uid)
    const names = namesText(rest.map(({ name }) => name))
    return [
      rest.length === 0 ? warn('unguarded', t('unguarded')) : plain('guarded', t('guarded', { names })),
      users,
    ]
  }
  const { name, isHeadless, type } = companion.item
  return [
    plain('host', t('host', { host: `${name}.${namespace}.svc` })),
    ...(isHeadless ? [] : [plain('address', t(type === 'ClusterIP' ? 'address' : 'outside'))]),
    plain('pods', t('podsStay')),
    users,
  ]
}
