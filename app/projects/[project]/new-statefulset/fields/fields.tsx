'use client'

import { NativeSelect, TextInput } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { choiceLens, type Lens, numberLens, textLens } from '@/lib/manifests/lens'
import { useLock } from '../draft-context'
import type { At } from '../field-at'
import type { FieldLabel } from './labels'
import { useField } from './use-field'

interface Props {
  readonly at: At
  /** A key of `create.fields`; the help beside it is `create.help.<label>`, where there is one. */
  readonly label: FieldLabel
  readonly isRequired?: boolean
}

interface TextProps extends Props {
  readonly lens?: Lens<string>
  readonly placeholder?: string
  readonly isMono?: boolean
  /** Names to choose from, or to type past. */
  readonly suggestions?: readonly string[]
  /** Writes it down in another way than into its own place; `name` is the field's. */
  readonly write?: (value: string, name: string) => void
}

export function TextField({ at, label, isRequired, lens = textLens, write, ...look }: TextProps) {
  const texts = useTextsAt(at, label)
  const { name, ref, value, change, leave, error } = useField(at, lens, write)
  const { placeholder, isMono = false, suggestions } = look
  const list = suggestions === undefined ? undefined : `${name}-list`
  return (
    <>
      <TextInput
        {...texts}
        ref={ref}
        name={name}
        value={value}
        error={error}
        {...(placeholder === undefined ? {} : { placeholder })}
        withAsterisk={isRequired ?? false}
        list={list}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="none"
        {...(isMono ? mono : {})}
        inputMode={lens === numberLens ? 'numeric' : 'text'}
        onChange={(event) => change(event.currentTarget.value)}
        onBlur={leave}
      />
      {list !== undefined && (
        <datalist id={list}>
          {suggestions?.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
    </>
  )
}

export function NumberField(props: Omit<TextProps, 'lens'>) {
  return <TextField {...props} lens={numberLens} />
}

const mono = { styles: { input: { fontFamily: 'var(--mantine-font-family-monospace)' } } }

interface ChoiceProps extends Props {
  readonly choices: readonly { readonly value: string; readonly label: string }[]
  readonly lens?: Lens<string>
  /** The choice that it is when the manifest does not say; written out it is the same one. */
  readonly usual?: string
  readonly write?: (value: string) => void
}

export function ChoiceField({ at, label, choices, write, isRequired, ...reading }: ChoiceProps) {
  const lens = reading.lens ?? (reading.usual === undefined ? textLens : choiceLens(reading.usual))
  const texts = useTextsAt(at, label)
  const { name, ref, value, change, leave, error } = useField(at, lens, write)
  const isOther = !choices.some((choice) => choice.value === value)
  return (
    <NativeSelect
      {...texts}
      ref={ref}
      name={name}
      value={value}
      error={error}
      withAsterisk={isRequired ?? false}
      data={isOther ? [{ value, label: value }, ...choices] : [...choices]}
      onChange={(event) => change(event.currentTarget.value)}
      onBlur={leave}
    />
  )
}

/** What a field is called and what helps with it; of one that is locked, why it is and what to do instead. */
function useTextsAt(at: At, label: FieldLabel) {
  const locks = useTranslations('fields')
  const texts = useFieldTexts(label)
  const lock = useLock(at)
  return lock === null ? texts : { ...texts, disabled: true, description: locks(lock) }
}

export function useFieldTexts(label: FieldLabel): { label: string; description?: string } {
  const t = useTranslations('create')
  const help = `help.${label}` as 'help.name'
  return { label: t(`fields.${label}`), ...(t.has(help) ? { description: t(help) } : {}) }
}
