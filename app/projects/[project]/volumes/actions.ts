'use server'

import { projectAction } from '@/lib/action'
import { deleteClaim as remove } from '@/lib/volumes/delete'
import { deleteClaimSchema } from '@/lib/volumes/schema'

export const deleteClaim = projectAction('claim:delete', deleteClaimSchema, remove, ({ name, uid }) => ({
  target: name,
  details: { uid },
}))
