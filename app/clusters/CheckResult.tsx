import { IconAlertTriangleFilled, IconCircleCheckFilled, IconCircleDashed } from '@tabler/icons-react'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { RefreshEvery } from '@/app/_components/RefreshEvery'
import type { PlatformScope } from '@/lib/auth/scope'
import type { ClusterCheck } from '@/lib/clusters/check'
import { checkSteps } from '@/lib/clusters/check-steps'
import { type ClusterFacts, checkClusterByName } from '@/lib/clusters/list'
import classes from './Clusters.module.css'

interface Props {
  readonly scope: PlatformScope<'cluster:view'>
  readonly cluster: ClusterFacts
}

const looks = {
  good: { icon: IconCircleCheckFilled, color: 'var(--state-running)' },
  bad: { icon: IconAlertTriangleFilled, color: 'var(--state-stuck)' },
  doubtful: { icon: IconAlertTriangleFilled, color: 'var(--state-held)' },
  open: { icon: IconCircleDashed, color: 'var(--state-stopped)' },
} as const

/** Step by step how far Ordinal comes, and what to do where it does not. */
export async function CheckResult({ scope, cluster }: Props) {
  const t = await getTranslations('clusters')
  const check = await checkClusterByName(scope, cluster)
  if (check === null) return t('gone')
  const steps = checkSteps(check)
  const isGood = steps.every(({ state }) => state === 'good' || state === 'doubtful')
  return (
    <>
      <ol className={classes.steps} aria-label={t('checked', { name: cluster.name })}>
        {steps.map(({ step, state, text, values }) => {
          const { icon: Icon, color } = looks[state]
          return (
            <li key={step} data-step={step} data-state={state}>
              <Icon size={16} color={color} aria-hidden />
              <span className={classes.step}>{t(`steps.${step}`)}</span>
              <div>
                {t(text, values)}
                {step === 'rights' && <Missing missing={check.missing ?? []} />}
              </div>
            </li>
          )
        })}
      </ol>
      {!isGood && <RefreshEvery seconds={10} />}
    </>
  )
}

/** What each right that is missing takes away. */
async function Missing({ missing }: { missing: NonNullable<ClusterCheck['missing']> }): Promise<ReactNode> {
  const t = await getTranslations('clusters')
  if (missing.length === 0) return null
  return (
    <ul className={classes.missing}>
      {missing.map(({ purpose, rights }) => (
        <li key={purpose} data-missing={purpose}>
          {t(`rights.${purpose}`)} <code>{rights.join(', ')}</code>
        </li>
      ))}
    </ul>
  )
}
