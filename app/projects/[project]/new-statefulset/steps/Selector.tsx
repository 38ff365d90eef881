'use client'

import { useTranslations } from 'next-intl'
import { deleteIn, setIn } from '@/lib/manifests/edit'
import { fieldsOf } from '@/lib/manifests/read'
import { reselectSet } from '@/lib/manifests/relate'
import { useDraftStore, useManifestValue } from '../draft-context'
import type { At } from '../field-at'
import { Columns } from '../fields/Columns'
import { Fold } from '../fields/Fold'
import { ChoiceField, TextField } from '../fields/fields'
import { HolderError } from '../fields/HolderError'
import { ItemList } from '../fields/ItemList'
import { LinesField } from '../fields/LinesField'
import { RowsField } from '../fields/RowsField'

const selector: At = ['set', 'spec', 'selector']
const operators = ['In', 'NotIn', 'Exists', 'DoesNotExist'].map((value) => ({ value, label: value }))
const listing: readonly unknown[] = ['In', 'NotIn']

/** How a set that is yet to be finds its pods. */
export function Selector() {
  const t = useTranslations('create')
  const store = useDraftStore()
  return (
    <Fold title={t('folds.selector')} note="" covers={[selector]}>
      <RowsField
        at={[...selector, 'matchLabels']}
        label="matchLabels"
        addLabel="addLabel"
        write={(rows, name) =>
          store.relate((text, manifests, before) => reselectSet(text, manifests, rows, before), name)
        }
      />
      <ItemList
        at={[...selector, 'matchExpressions']}
        label="matchExpressions"
        addLabel="addExpression"
        isFlat
        make={() => ({ key: '', operator: 'Exists' })}
        titleOf={(item, index) => String(fieldsOf(item).key || index + 1)}
      >
        {(at) => <Expression at={at} />}
      </ItemList>
      <HolderError at={[selector]} />
    </Fold>
  )
}

function Expression({ at }: { at: At }) {
  const store = useDraftStore()
  const operator = useManifestValue([...at, 'operator'])
  // Only those that list values may have any.
  const write = (to: string) =>
    store.editAt(at, (text, document, path) => {
      const chosen = setIn(text, document, [...path, 'operator'], to)
      return listing.includes(to) ? chosen : deleteIn(chosen, document, [...path, 'values'], path.length)
    })
  return (
    <div>
      <Columns>
        <TextField at={[...at, 'key']} label="sourceKey" isRequired isMono />
        <ChoiceField at={[...at, 'operator']} label="tolerationOperator" choices={operators} write={write} />
      </Columns>
      {listing.includes(operator) && (
        <LinesField at={[...at, 'values']} label="expressionValues" addLabel="addLine" />
      )}
      <HolderError at={[[...at, 'values']]} />
    </div>
  )
}
