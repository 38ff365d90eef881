'use client'

import { NativeSelect } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { deleteIn } from '@/lib/manifests/edit'
import { putKind } from '@/lib/manifests/put-kind'
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
  const foreign = useOtherKind(at, kinds)
  const there = kind ?? foreign
  const [role, ...path] = at
  const choose = (next: string) => {
    store.flush()
    if (next === '')
      store.editAt(at, (text, document, path) => deleteIn(text, document, path, path.length - 2))
    const first = kinds[next]?.()
    if (first !== undefined) store.edit(role, (text, manifest) => putKind(text, manifest, path, next, first))
  }
  const names = Object.keys(kinds).map((value) => ({ value, label: t(`kinds.${value}` as 'kinds.exec') }))
  return (
    <div>
      <NativeSelect
        {...texts}
        name={nameOf([...at, 'kind'])}
        value={there ?? ''}
        data={[
          ...(isOptional || there === null ? [{ value: '', label: t('kinds.none') }] : []),
          ...(kind === null && foreign !== null ? [{ value: foreign, label: foreign }] : []),
          ...names,
        ]}
        onChange={(event) => choose(event.currentTarget.value)}
      />
      <HolderError at={[...(isOptional ? [at] : []), ...(there === null ? [] : [[...at, there] as At])]} />
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
