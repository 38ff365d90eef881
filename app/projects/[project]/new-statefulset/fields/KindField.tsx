'use client'

import { NativeSelect } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { deleteIn, setIn } from '@/lib/manifests/edit'
import { isFields } from '@/lib/manifests/read'
import { useDraftStore, useManifestValue } from '../draft-context'
import { type At, nameOf } from '../field-at'
import { useFieldTexts } from './fields'
import { HolderError } from './HolderError'
import type { FieldLabel } from './labels'

export type Kinds = Readonly<Record<string, () => object>>

interface Props {
  /** What holds exactly one of the kinds, as a probe holds one handler. */
  readonly at: At
  readonly label: FieldLabel
  /** Kind → what it begins with. */
  readonly kinds: Kinds
  /** There may be none at all; then what holds it goes, too. */
  readonly isOptional?: boolean
}

/** Which of several kinds a thing is; what they have in common stays when it becomes another. */
export function KindField({ at, label, kinds, isOptional = false }: Props) {
  const t = useTranslations('create')
  const texts = useFieldTexts(label)
  const store = useDraftStore()
  const kind = useKind(at, kinds)
  const other = useOtherKind(at, kinds)
  // Beside the handler of a probe nothing else is one.
  const foreign = isOptional ? null : other
  const former = kind ?? foreign
  const choose = (next: string) => {
    store.flush()
    store.editAt(at, (text, document, path) => {
      if (next === '') return deleteIn(text, document, path, path.length - 2)
      const without = former === null ? text : deleteIn(text, document, [...path, former], path.length)
      return setIn(without, document, [...path, next], kinds[next]?.() ?? {})
    })
  }
  const none = foreign ?? t('kinds.none')
  const names = Object.keys(kinds).map((value) => ({ value, label: t(`kinds.${value}` as 'kinds.exec') }))
  return (
    <div>
      <NativeSelect
        {...texts}
        name={nameOf([...at, 'kind'])}
        value={kind ?? ''}
        data={isOptional || kind === null ? [{ value: '', label: none }, ...names] : names}
        onChange={(event) => choose(event.currentTarget.value)}
      />
      <HolderError at={[...(isOptional ? [at] : []), ...(kind === null ? [] : [[...at, kind] as At])]} />
    </div>
  )
}

/** The first of the kinds that is there; null for none. */
export function useKind(at: At, kinds: Kinds): string | null {
  const value = useManifestValue(at)
  return isFields(value) ? (Object.keys(kinds).find((kind) => kind in value) ?? null) : null
}

/** A kind that the form has no fields for; what it says is kept until another is chosen. */
export function useOtherKind(at: At, kinds: Kinds): string | null {
  const value = useManifestValue(at)
  if (!isFields(value)) return null
  return Object.keys(value).find((key) => !(key in kinds) && isFields(value[key])) ?? null
}
