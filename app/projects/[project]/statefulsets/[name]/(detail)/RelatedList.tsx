'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type {
  Related,
  RelatedAutoscaler,
  RelatedBudget,
  RelatedService,
} from '@/lib/statefulsets/detail/related'
import { RelatedEdits } from './RelatedEdits'
import classes from './RelatedList.module.css'
import { useSet } from './set-context'

/** What stands beside the set and acts on it, kind by kind. */
export function RelatedList({ related }: { related: Related }) {
  const t = useTranslations('related')
  const { set } = useSet()
  const { services, budgets, autoscalers, configMaps, secrets, serviceAccount, owner } = related
  return (
    <dl className={classes.list}>
      {owner !== null && <Kind name="owner">{t('ownedBy', { kind: owner.kind, name: owner.name })}</Kind>}
      <Kind name="services">
        {services.map((service) => (
          <Service key={service.name} service={service} />
        ))}
        {services.length === 0 && t('noServices')}
        <RelatedEdits of="service" items={services} />
      </Kind>
      <Kind name="budgets">
        {budgets.map((budget) => (
          <Budget key={budget.name} budget={budget} />
        ))}
        {budgets.length === 0 && t('noBudgets')}
        <RelatedEdits of="budget" items={budgets} />
      </Kind>
      {autoscalers.length > 0 && (
        <Kind name="autoscalers">
          {autoscalers.map((autoscaler) => (
            <Autoscaler key={autoscaler.name} autoscaler={autoscaler} />
          ))}
        </Kind>
      )}
      <Kind name="images">{set.images.join(', ')}</Kind>
      {configMaps.length > 0 && <Kind name="configMaps">{configMaps.join(', ')}</Kind>}
      {secrets.length > 0 && <Kind name="secrets">{secrets.join(', ')}</Kind>}
      <Kind name="serviceAccount">{serviceAccount}</Kind>
    </dl>
  )
}

type KindName =
  | 'owner'
  | 'services'
  | 'budgets'
  | 'autoscalers'
  | 'images'
  | 'configMaps'
  | 'secrets'
  | 'serviceAccount'

function Kind({ name, children }: { name: KindName; children: ReactNode }) {
  const t = useTranslations('related')
  return (
    <div data-related={name}>
      <dt>{t(name)}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function Service({ service }: { service: RelatedService }) {
  const t = useTranslations('related')
  const { name, isGoverning, isHeadless, selectsPods, type, ports } = service
  const facts = [
    isGoverning ? t('governing') : null,
    isHeadless ? t('headless') : type,
    ports.join(', '),
    selectsPods ? null : t('selectsOthers'),
  ]
  return (
    <p>
      {name} <span>{facts.filter(Boolean).join(' · ')}</span>
    </p>
  )
}

function Budget({ budget }: { budget: RelatedBudget }) {
  const t = useTranslations('related')
  const { name, minAvailable, maxUnavailable, allowed, healthy, needed } = budget
  const rule =
    minAvailable === null
      ? t('maxUnavailable', { value: String(maxUnavailable ?? '') })
      : t('minAvailable', { value: String(minAvailable) })
  return (
    <p>
      {name} <span>{`${rule} · ${t('allowed', { allowed, healthy, needed })}`}</span>
    </p>
  )
}

function Autoscaler({ autoscaler }: { autoscaler: RelatedAutoscaler }) {
  const t = useTranslations('related')
  const { name, min, max, desired, state } = autoscaler
  return (
    <p data-autoscaler={state.is}>
      {name}{' '}
      <span>{`${t('autoscaler', { min, max, desired })} · ${t(`autoscalerIs.${state.is}`, { reason: state.reason })}`}</span>
    </p>
  )
}
