'use client'

import { Button } from '@mantine/core'
import { IconEye, IconEyeOff } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { useAction } from '@/app/_components/use-action'
import { revealVariable } from '@/app/projects/[project]/pods/actions'
import type { SecretValue as Value } from '@/lib/pods/reveal'
import classes from '../../Pod.module.css'
import { usePod } from '../../pod-context'

/** A value that nobody hides is hidden after so long, ms. */
const shownMs = 30_000

/** What the Secret holds for one variable, once somebody asks; forgotten soon, and when the page is hidden or left. */
export function SecretValue({ container, variable }: { container: string; variable: string }) {
  const t = useTranslations('pod.reveal')
  const errors = useTranslations('errors')
  const { slug, view } = usePod()
  const [value, setValue] = useState<Value | null>(null)
  const { run, isPending, failure } = useAction(revealVariable)
  useEffect(() => {
    if (value === null) return
    const hide = () => setValue(null)
    const timer = setTimeout(hide, shownMs)
    const gone = new AbortController()
    addEventListener('pagehide', hide, { signal: gone.signal })
    document.addEventListener('visibilitychange', hide, { signal: gone.signal })
    return () => {
      clearTimeout(timer)
      gone.abort()
    }
  }, [value])
  const reveal = () => {
    const { name: pod, uid } = view.pod
    void run(slug, { pod, uid, container, variable }).then(setValue)
  }
  const isShown = value !== null
  const Icon = isShown ? IconEyeOff : IconEye
  return (
    <>
      <Button
        size="compact-xs"
        variant="subtle"
        loading={isPending}
        leftSection={<Icon size={13} aria-hidden />}
        aria-label={t(isShown ? 'hideOf' : 'showOf', { variable })}
        onClick={isShown ? () => setValue(null) : reveal}
      >
        {t(isShown ? 'hide' : 'show')}
      </Button>
      {isShown && (
        <output className={classes.secret}>
          <code>{value.kind === 'text' ? value.text : t('bytes', { size: value.size })}</code>
          <span className={classes.dim}>{t('now')}</span>
        </output>
      )}
      {failure !== null && (
        <span className={classes.wrong} role="alert">
          {failure.code === 'cluster_forbidden'
            ? t('notAllowed')
            : failure.code === 'not_found'
              ? t('none')
              : errors(failure.code)}
        </span>
      )}
    </>
  )
}
