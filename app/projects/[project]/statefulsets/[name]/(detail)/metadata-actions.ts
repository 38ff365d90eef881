'use server'

import { projectAction } from '@/lib/action'
import { setMetadataSchema } from '@/lib/statefulsets/schema'
import { setMetadata as set } from '@/lib/statefulsets/set-metadata'

export const setMetadata = projectAction(
  'statefulset:edit',
  setMetadataSchema,
  set,
  ({ name, uid, labels, annotations }) => ({
    target: name,
    details: { uid, changed: [...labels, ...annotations].map(({ key }) => key).join(', ') },
  }),
)
