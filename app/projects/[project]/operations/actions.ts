'use server'

import { projectAction } from '@/lib/action'
import { abandonOperation as abandon, retryOperation as retry } from '@/lib/operations/manage'
import { selectOperationSchema } from '@/lib/operations/schema'

export const retryOperation = projectAction('operation:manage', selectOperationSchema, retry, ({ id }) => ({
  details: { operation: id, to: 'retried' },
}))

export const abandonOperation = projectAction(
  'operation:manage',
  selectOperationSchema,
  abandon,
  ({ id }) => ({
    details: { operation: id, to: 'abandoned' },
  }),
)
