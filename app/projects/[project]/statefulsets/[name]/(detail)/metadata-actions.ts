'use server'

import { projectAction } from '@/lib/action'
import { setMetadata as set } from '@/lib/statefulsets/edit/set-metadata'
import { setMetadataSchema } from '@/lib/statefulsets/schema'

export const setMetadata = projectAction(
  'statefulset:edit',
  setMetadataSchema,
  set,
  ({ name, uid, labels, annotations }) => ({
    target: name,
    details: { uid, changed: [...labels, ...annotations].map(({ key }) => key).join(', ') },
  }),
)
