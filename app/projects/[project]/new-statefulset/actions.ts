'use server'

import { projectAction } from '@/lib/action'
import { createStatefulSet as create } from '@/lib/statefulsets/create'
import { createStatefulSetSchema } from '@/lib/statefulsets/schema'

export const createStatefulSet = projectAction(
  'statefulset:create',
  createStatefulSetSchema,
  create,
  (input) => ({
    details: { bytes: input.manifest.length },
  }),
)
