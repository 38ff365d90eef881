import { Loader } from '@mantine/core'
import { getTranslations } from 'next-intl/server'
import { Suspense } from 'react'
import { LinkButton } from '@/app/_components/LinkButton'
import type { PlatformScope } from '@/lib/auth/scope'
import type { ClusterFacts } from '@/lib/clusters/list'
import { isSandbox } from '@/lib/clusters/sandbox'
import { routes } from '@/lib/routes'
import { CheckResult } from './CheckResult'
import classes from './Clusters.module.css'

interface Props {
  readonly scope: PlatformScope<'cluster:view'>
  readonly cluster: ClusterFacts
  readonly isChosen: boolean
}

/** One cluster; the chosen one with its check, which comes when the cluster has answered. */
export async function ClusterItem({ scope, cluster, isChosen }: Props) {
  const t = await getTranslations('clusters')
  const { name, server, isDefault, isWaiting } = cluster
  return (
    <section className={classes.cluster} aria-label={name} data-cluster={name}>
      <div className={classes.head}>
        <h2 className={classes.name}>{name}</h2>
        <span className={classes.facts}>
          {[
            server,
            isDefault && isSandbox() ? t('sandbox') : isDefault && t('default'),
            isWaiting && t('waiting'),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
        <LinkButton href={routes.clusterCheck(name)} variant="default" size="compact-sm">
          {t(isChosen ? 'again' : 'check')}
        </LinkButton>
      </div>
      {isChosen && (
        <Suspense fallback={<Loader size="sm" aria-label={t('checking')} />}>
          <CheckResult scope={scope} cluster={cluster} />
        </Suspense>
      )}
    </section>
  )
}
