'use client'

import { Alert, Stack, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { fieldErrorText } from '@/app/_components/field-error-text'
import type { TemplateForesight as Foresight } from '@/lib/statefulsets/volumes/template-foresight'

/** Which pods are made anew for it, and which claims come or stay; or what keeps it from being done. */
export function TemplateForesight({ foresight }: { foresight: Foresight }) {
  const t = useTranslations('volumes.template')
  const all = useTranslations()
  const { problems, isNew, created, reused, recreated } = foresight
  // What is about a field stands at the field.
  const shown = problems.filter(({ path }) => path === '')
  if (shown.some(({ code }) => code === 'mixed'))
    return <Alert color="red" title={fieldErrorText(all, { path: '', code: 'template_mixed' })} />
  if (problems.length > 0)
    return shown.map(({ code }) => (
      <Text key={code} size="sm" c="dimmed">
        {fieldErrorText(all, { path: '', code: `template_${code}` })}
      </Text>
    ))
  const list = (names: readonly string[]) =>
    names.length > 12 ? `${names.slice(0, 11).join(', ')} … ${names.at(-1)}` : names.join(', ')
  return (
    <Stack gap="xs" data-foresight>
      {isNew ? (
        <>
          <Text size="sm">{t('created', { count: created.length, names: list(created) })}</Text>
          {reused.length > 0 && (
            <Text size="sm" c="var(--state-held)">
              {t('reused', { count: reused.length, names: list(reused) })}
            </Text>
          )}
          <Text size="sm">{t('recreated', { count: recreated.length, names: list(recreated) })}</Text>
        </>
      ) : (
        <Text size="sm">{t('later')}</Text>
      )}
      <Text size="sm">{t('replaced')}</Text>
    </Stack>
  )
}
