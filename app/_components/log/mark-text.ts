import type { useTranslations } from 'next-intl'
import type { FeedSource, RowMark } from './log-feed'

type Translate = ReturnType<typeof useTranslations<'logs'>>
type Errors = ReturnType<typeof useTranslations<'errors'>>

/** What a row of our own says. */
export function markText(text: string, sources: readonly FeedSource[], t: Translate, errors: Errors): string {
  const mark = JSON.parse(text) as RowMark
  if (mark.kind === 'rejoined' || mark.kind === 'rested')
    return t(`marks.${mark.kind}`, { seconds: mark.seconds })
  const { pod = '', container = '' } = sources[mark.n] ?? {}
  const where = { pod, container }
  switch (mark.kind) {
    case 'restart':
      return mark.reason === ''
        ? t('marks.restarted', where)
        : t('marks.restart', { ...where, reason: mark.reason, exitCode: mark.exitCode })
    case 'ended':
      return t('marks.ended', { ...where, reason: mark.reason, exitCode: mark.exitCode })
    case 'waiting':
      return t('marks.waiting', { ...where, reason: mark.reason || '–' })
    case 'cut':
      return t('marks.cut', { bytes: mark.bytes })
    case 'lost':
      return `${t('marks.lost', where)} ${errors(mark.code as 'cluster_unreachable')}`
    default:
      return t(`marks.${mark.kind}`, where)
  }
}
