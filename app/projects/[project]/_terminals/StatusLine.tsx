'use client'

import { Button } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { errorCodes } from '@/lib/errors'
import type { Refusal } from '@/lib/terminals/protocol'
import classes from './Dock.module.css'
import type { TerminalLink } from './terminal-link'
import type { TerminalView } from './terminal-state'

interface Props {
  readonly link: TerminalLink
  readonly view: TerminalView
  readonly onDebug: () => void
}

/** What there is to say about a terminal, and what to do about it. */
export function StatusLine({ link, view, onDebug }: Props) {
  const t = useTranslations('terminal')
  const { state, isNew, idleSeconds } = view
  const refusalText = useRefusalText()
  const again = (word: 'retry' | 'take' | 'another') => (
    <Button size="compact-xs" variant="default" onClick={() => link.retry()}>
      {t(word)}
    </Button>
  )
  const isCalm = state.kind === 'open' && idleSeconds === null && !isNew
  return (
    <div className={classes.status} data-calm={isCalm} role="status">
      {state.kind === 'opening' && <span>{t('opening')}</span>}
      {state.kind === 'open' && idleSeconds === null && isNew && <span>{t('isNew')}</span>}
      {state.kind === 'open' && idleSeconds !== null && (
        <>
          <span>{t('idle', { seconds: idleSeconds })}</span>
          <Button size="compact-xs" variant="default" onClick={() => link.stayAwake()}>
            {t('stay')}
          </Button>
        </>
      )}
      {isCalm && (
        <span>
          {t('connected', { shell: state.shell })} <span className={classes.hint}>{t('keys')}</span>
        </span>
      )}
      {state.kind === 'lost' && <span>{t('lost')}</span>}
      {state.kind === 'taken' && (
        <>
          <span>{t('taken')}</span>
          {again('take')}
        </>
      )}
      {state.kind === 'refused' && (
        <>
          <span>{refusalText(state.refusal)}</span>
          {again(state.refusal.reason === 'pod_replaced' ? 'another' : 'retry')}
          {state.refusal.reason === 'no_shell' && (
            <Button size="compact-xs" variant="default" onClick={onDebug}>
              {t('debug.open')}
            </Button>
          )}
        </>
      )}
      {state.kind === 'ended' && (
        <>
          <span>{t(`ends.${state.reason}`, { exitCode: state.exitCode ?? 0 })}</span>
          {again('another')}
        </>
      )}
    </div>
  )
}

function useRefusalText(): (refusal: Refusal) => string {
  const t = useTranslations('terminal')
  const errors = useTranslations('errors')
  return ({ reason, detail = '' }) => {
    if (reason === 'not_found') return t('refusals.no_container')
    if (isErrorCode(reason)) return [errors(reason), detail].filter(Boolean).join(' ')
    return t(`refusals.${reason}`, { detail })
  }
}

function isErrorCode(reason: Refusal['reason']): reason is keyof typeof errorCodes {
  return Object.hasOwn(errorCodes, reason)
}
