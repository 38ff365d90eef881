'use server'

import { projectAction } from '@/lib/action'
import { growVolumes as grow } from '@/lib/statefulsets/volumes/grow'
import { setRetention as retain } from '@/lib/statefulsets/volumes/set-retention'
import { changeTemplate as template } from '@/lib/statefulsets/volumes/template'
import { growSchema, retentionSchema, templateSchema } from '@/lib/statefulsets/volumes/volume-schema'

export const growVolumes = projectAction('claim:grow', growSchema, grow, ({ name, uid, sizes }) => ({
  target: name,
  details: { uid, sizes: JSON.stringify(sizes) },
}))

export const setRetention = projectAction(
  'statefulset:edit',
  retentionSchema,
  retain,
  ({ name, uid, whenScaled, whenDeleted }) => ({ target: name, details: { uid, whenScaled, whenDeleted } }),
)

export const changeTemplate = projectAction(
  'statefulset:edit',
  templateSchema,
  template,
  ({ name, uid, template: claim, size }) => ({ target: name, details: { uid, template: claim, size } }),
)
