import { getTranslations } from 'next-intl/server'
import { isSandbox } from '@/lib/clusters/sandbox'
import { routes } from '@/lib/routes'
import { tourPlaces, tourSteps } from './steps'
import { TourCard } from './TourCard'

/** In a sandbox, what to try, one thing after the other. */
export async function Tour({ username }: { username: string }) {
  if (!isSandbox()) return null
  const t = await getTranslations('tour')
  const count = tourSteps.length
  const leg = (step: (typeof tourSteps)[number], index: number) => ({
    title: t('title', { number: index + 1, count }),
    text: t(`steps.${step}`),
    href: tourPlaces[step],
    go: t('go'),
  })
  const legs = Object.fromEntries(tourSteps.map((step, index) => [step, leg(step, index)]))
  const end = { title: t('endTitle'), text: t('end'), href: routes.clusters(), go: t('connect') }
  return (
    <TourCard
      username={username}
      legs={{ ...legs, end } as Parameters<typeof TourCard>[0]['legs']}
      words={{ label: t('label'), skip: t('skip'), close: t('close') }}
    />
  )
}
