'use client'

import { Button, Group } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { Suspense, useState } from 'react'
import { lazyPart } from '@/app/_components/lazy-part'
import { roleCan } from '@/lib/auth/permissions'
import type { RelatedBudget, RelatedService } from '@/lib/statefulsets/detail/related'
import type { Companion } from './companion'
import { useSet } from './set-context'

const BudgetDialog = lazyPart(
  () => import('./BudgetDialog'),
  (module) => module.BudgetDialog,
)
const ServiceDialog = lazyPart(
  () => import('./ServiceDialog'),
  (module) => module.ServiceDialog,
)
const CompanionDialog = lazyPart(
  () => import('./CompanionDialog'),
  (module) => module.CompanionDialog,
)

type Props =
  | { readonly of: 'service'; readonly items: readonly RelatedService[] }
  | { readonly of: 'budget'; readonly items: readonly RelatedBudget[] }

/** What may be changed of what stands beside the set: each of it, and one more. */
export function RelatedEdits(props: Props) {
  const { of, items } = props
  const t = useTranslations('related')
  const { role, set, isGone } = useSet()
  /** Each as it was seen when its dialog opened; 'new' to make one. */
  const [open, setOpen] = useState<RelatedService | RelatedBudget | 'new' | null>(null)
  const [leaving, setLeaving] = useState<Companion | null>(null)
  if (!roleCan(role, 'statefulset:edit') || isGone || set.state === 'deleting') return null
  // Two budgets on one pod, and it is evicted no more (pkg/registry/core/pod/storage/eviction.go).
  const mayAdd = of === 'service' || items.length === 0
  const close = () => setOpen(null)
  return (
    <Group gap="xs" mt={4}>
      {items.map((item) => (
        <Button.Group key={item.name}>
          <Button size="compact-sm" variant="default" onClick={() => setOpen(item)}>
            {t('edit', { name: item.name })}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            aria-label={t('deleteNamed', { name: item.name })}
            onClick={() => setLeaving({ ...props, item } as Companion)}
          >
            {t('delete')}
          </Button>
        </Button.Group>
      ))}
      {mayAdd && (
        <Button size="compact-sm" variant="default" onClick={() => setOpen('new')}>
          {t(of === 'service' ? 'addService' : 'addBudget')}
        </Button>
      )}
      <Suspense>
        {open !== null &&
          (of === 'budget' ? (
            <BudgetDialog budget={open === 'new' ? null : (open as RelatedBudget)} onClose={close} />
          ) : (
            <ServiceDialog service={open === 'new' ? null : (open as RelatedService)} onClose={close} />
          ))}
        {leaving !== null && <CompanionDialog companion={leaving} onClose={() => setLeaving(null)} />}
      </Suspense>
    </Group>
  )
}
