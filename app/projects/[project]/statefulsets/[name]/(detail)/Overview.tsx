'use client'

import { Stack, Title } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { OrdinalStrip } from '@/app/_components/OrdinalStrip'
import { routes } from '@/lib/routes'
import type { Related } from '@/lib/statefulsets/detail/related'
import { Evidence } from './Evidence'
import { PodTable } from './PodTable'
import { RelatedList } from './RelatedList'
import { RolloutBar } from './RolloutBar'
import { useSection, useSet } from './set-context'

export function Overview({ first }: { first: Related }) {
  const t = useTranslations('detail')
  const { slug, set } = useSet()
  const related = useSection('overview', first)
  return (
    <Stack gap="lg">
      <Evidence />
      <OrdinalStrip ordinals={set.ordinals} desired={set.desired} hrefOf={(pod) => routes.pod(slug, pod)} />
      <RolloutBar />
      <section aria-labelledby="pods">
        <Title order={2} id="pods" mb="xs">
          {t('pods')}
        </Title>
        <PodTable />
      </section>
      <section aria-labelledby="related">
        <Title order={2} id="related" mb="xs">
          {t('related')}
        </Title>
        <RelatedList related={related} />
      </section>
    </Stack>
  )
}
