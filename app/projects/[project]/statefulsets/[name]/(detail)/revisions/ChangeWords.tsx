'use client'

import { Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import type { TemplateChange } from '@/lib/manifests/template-changes'
import classes from './ChangeWords.module.css'

/** Sentences that are shown; the diff has them all. */
const most = 8

/** What differs between two templates, a line each. */
export function ChangeWords({ changes }: { changes: readonly TemplateChange[] }) {
  const t = useTranslations('changes')
  if (changes.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t('none')}
      </Text>
    )
  return (
    <ul className={classes.words}>
      {changes.slice(0, most).map((change) => (
        <li key={`${change.thing} ${change.container} ${change.name}`}>{changeText(t, change)}</li>
      ))}
      {changes.length > most && <li>{t('more', { count: changes.length - most })}</li>}
    </ul>
  )
}

type Translate = ReturnType<typeof useTranslations<'changes'>>

function changeText(t: Translate, { thing, is, container, name, from, to }: TemplateChange): string {
  const hasValues = is === 'changed' ? from !== '' && to !== '' : (is === 'added' ? to : from) !== ''
  const values = { is, name, from, to, hasValues: hasValues ? 'yes' : 'no' }
  const text = t(thing, values)
  return container === '' ? text : t('in', { container, text })
}
