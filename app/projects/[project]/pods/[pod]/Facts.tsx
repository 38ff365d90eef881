import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import classes from './Pod.module.css'

export type FactName = Parameters<ReturnType<typeof useTranslations<'pod.fact'>>>[0]

/** Pairs of name and value; what is empty is left out. */
export function Facts({ facts }: { facts: readonly (readonly [name: FactName, value: ReactNode])[] }) {
  const t = useTranslations('pod.fact')
  const said = facts.filter(([, value]) => value !== '' && value !== null && value !== undefined)
  return (
    <dl className={classes.facts}>
      {said.map(([name, value]) => (
        <div key={name} data-fact={name}>
          <dt>{t(name)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
