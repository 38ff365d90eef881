'use client'

import { IconDots } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { Suspense, useState } from 'react'
import { LazyMenu } from '@/app/_components/LazyMenu'
import { lazyPart } from '@/app/_components/lazy-part'
import { roleCan } from '@/lib/auth/permissions'
import { routes } from '@/lib/routes'
import type { SetRow } from '@/lib/statefulsets/list/row'
import classes from './ListTable.module.css'
import { isOffered, type Operation, operations, permissionOf } from './operations'

const RowItems = lazyPart(
  () => import('./RowItems'),
  (module) => module.RowItems,
)
const DescriptionDialog = lazyPart(
  () => import('./DescriptionDialog'),
  (module) => module.DescriptionDialog,
)

interface Props {
  readonly row: SetRow
  readonly role: string
  readonly onOperation: (operation: Operation, sets: readonly SetRow[]) => void
}

/** What the person's role allows to do with this set now. */
export function RowMenu({ row, role, onOperation }: Props) {
  const t = useTranslations('operations')
  const [isDescribing, setDescribing] = useState(false)
  const allowed = operations.filter((one) => roleCan(role, permissionOf[one]) && isOffered(one, row))
  const mayEdit = roleCan(role, 'statefulset:edit') && row.state !== 'deleting'
  if (allowed.length === 0 && !mayEdit) return null
  return (
    <>
      <LazyMenu
        className={classes.dots}
        aria-label={t('menu', { name: row.name })}
        menu={(shell) => (
          <RowItems
            shell={shell}
            allowed={allowed}
            editHref={mayEdit ? routes.editStatefulSet(row.project, row.name) : null}
            onDescribe={() => setDescribing(true)}
            onChoose={(one) => onOperation(one, [row])}
          />
        )}
      >
        <IconDots size={16} aria-hidden />
      </LazyMenu>
      {isDescribing && (
        <Suspense>
          <DescriptionDialog row={row} onClose={() => setDescribing(false)} />
        </Suspense>
      )}
    </>
  )
}
