import type { Locale } from '@/lib/locales'

/** A year; read by lib/i18n.ts on the next request. */
export function setLocaleCookie(locale: Locale): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Safari before 18.4.
  document.cookie = `locale=${locale}; path=/; max-age=31536000; samesite=lax`
}
