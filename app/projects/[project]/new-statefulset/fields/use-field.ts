'use client'

import { useTranslations } from 'next-intl'
import { useContext, useEffect, useRef } from 'react'
import { useController } from 'react-hook-form'
import { fieldErrorText } from '@/app/_components/field-error-text'
import type { FieldError } from '@/lib/errors'
import type { Lens } from '@/lib/manifests/lens'
import { afterPress } from '../after-press'
import { StepLeft, useDraft, useDraftStore, useManifestValue } from '../draft-context'
import { type At, nameOf } from '../field-at'
import { useDoubtText } from '../use-doubt-text'

const nothing = Symbol('nothing')

/**
 * A field of the form on its place in the manifest. What is typed is shown at once and written into the text when the
 * person pauses; what changes in the text from elsewhere is shown as it comes.
 */
export function useField<F>(at: At, lens: Lens<F>, write?: (field: F, name: string) => void) {
  const store = useDraftStore()
  const inText = lens.get(useManifestValue(at))
  return useTyped(at, inText, write ?? ((value) => store.put(at, lens, value)))
}

/** The same of a field that is read in another way than by a lens. */
export function useTyped<F>(at: At, inText: F, write: (field: F, name: string) => void) {
  const store = useDraftStore()
  const name = nameOf(at)
  const { field, fieldState } = useController({ name, defaultValue: inText as never })
  const seen = useRef<unknown>(nothing)
  const typed = useRef<unknown>(nothing)
  // React Hook Form remembers what a field held when it was last on the screen; the text may be another by now.
  const isNews =
    seen.current === nothing
      ? !isSame(field.value, inText)
      : !isSame(seen.current, inText) && !isSame(typed.current, inText)
  useEffect(() => {
    if (isNews) field.onChange(inText)
    if (isSame(typed.current, inText)) typed.current = nothing
    seen.current = inText
  })
  const change = (value: F) => {
    typed.current = value
    field.onChange(value)
    store.later(name, () => write(value, name))
  }
  const leave = () =>
    afterPress(() => {
      store.leave()
      field.onBlur()
    })
  // What the project forbids is not a field that is still being filled in.
  const isForbidden = fieldState.error?.type?.startsWith('policy_') === true
  const isShown = useContext(StepLeft) || fieldState.isTouched || isForbidden
  const error = useErrorText(fieldState.error)
  const doubt = useDraft(({ doubts }) => doubts.find(({ at: place }) => nameOf(place) === name))
  const say = useDoubtText()
  return {
    name,
    ref: field.ref,
    value: (isNews ? inText : field.value) as F,
    change,
    leave,
    error: (isShown ? error : undefined) ?? (doubt && say(doubt)),
  }
}

/** Complaints travel through React Hook Form as what they are, so that the sentence is made where it is shown. */
function useErrorText(error: { readonly message?: string | undefined } | undefined): string | undefined {
  const t = useTranslations()
  if (error?.message === undefined) return undefined
  return fieldErrorText(t, JSON.parse(error.message) as FieldError)
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
