'use client'

import { Checkbox } from '@mantine/core'
import { flagLens } from '@/lib/manifests/lens'
import type { At } from '../field-at'
import { useFieldTexts } from './fields'
import type { FieldLabel } from './labels'
import { useField } from './use-field'

interface Props {
  readonly at: At
  readonly label: FieldLabel
  /** What it is when the manifest does not say. */
  readonly isUsual?: boolean
}

export function FlagField({ at, label, isUsual = false }: Props) {
  const texts = useFieldTexts(label)
  const { name, ref, value, change, leave, error } = useField(at, flagLens(isUsual))
  return (
    <Checkbox
      {...texts}
      ref={ref}
      name={name}
      checked={value}
      error={error}
      onChange={(event) => change(event.currentTarget.checked)}
      onBlur={leave}
    />
  )
}
