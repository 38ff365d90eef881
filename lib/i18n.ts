import { cookies, headers } from 'next/headers'
import { getRequestConfig } from 'next-intl/server'
import { chooseLocale } from './locales.ts'

/** The language of a request: the person's choice, else the browser's. */
export default getRequestConfig(async () => {
  const chosen = (await cookies()).get('locale')?.value
  const locale = chooseLocale(chosen, (await headers()).get('accept-language'))
  const messages = (await import(`../messages/${locale}.json`)) as { default: Record<string, never> }
  // One moment for the page and the browser that takes it over, or the ages would differ.
  return { locale, messages: messages.default, timeZone: 'UTC', now: new Date() }
})
