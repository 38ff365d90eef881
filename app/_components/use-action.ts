'use client'

import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import type { ActionFailure, ActionResult } from '@/lib/result'
import { fieldErrorText } from './field-error-text'

/**
 * Runs a server action and keeps its failure for the form: `run` gives the value, or null when it failed. A lost
 * connection is a failure like any other; nothing that was typed is touched.
 */
export function useAction<Args extends unknown[], T>(action: (...args: Args) => Promise<ActionResult<T>>) {
  const t = useTranslations()
  const [failure, setFailure] = useState<ActionFailure | null>(null)
  const [isPending, startTransition] = useTransition()
  const run = (...args: Args) =>
    new Promise<T | null>((resolve) => {
      setFailure(null)
      startTransition(async () => {
        const result = await action(...args).catch((): ActionFailure => lostConnection)
        setFailure(result.ok ? null : result)
        resolve(result.ok ? result.value : null)
      })
    })
  const fieldText = (path: string) => {
    const error = failure?.fields.find((field) => field.path === path)
    return error === undefined ? undefined : fieldErrorText(t, error)
  }
  return { run, isPending, failure, fieldText, reset: () => setFailure(null) }
}

const lostConnection: ActionFailure = { ok: false, code: 'unexpected', fields: [], requestId: '' }
