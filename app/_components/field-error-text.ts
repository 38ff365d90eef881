import type { useTranslations } from 'next-intl'
import type { FieldError } from '@/lib/errors'

type Translate = ReturnType<typeof useTranslations<never>>

/** One complaint as a sentence: ours by code, the API server's own words for a cause of its own. */
export function fieldErrorText(t: Translate, error: FieldError): string {
  const key = `fields.${error.code}` as Parameters<Translate>[0]
  return t.has(key) ? t(key, { detail: error.detail ?? '' } as never) : (error.detail ?? error.code)
}
