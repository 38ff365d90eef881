'use server'

import { projectAction } from '@/lib/action'
import { deleteStatefulSet as remove } from '@/lib/statefulsets/delete'
import { scaleStatefulSet as scale } from '@/lib/statefulsets/scale'
import { deleteStatefulSetSchema, scaleSchema } from '@/lib/statefulsets/schema'

export const scaleStatefulSet = projectAction(
  'statefulset:scale',
  scaleSchema,
  scale,
  ({ name, from, replicas }) => ({ target: name, details: { from, replicas } }),
)

export const deleteStatefulSet = projectAction(
  'statefulset:delete',
  deleteStatefulSetSchema,
  remove,
  ({ name, uid }) => ({ target: name, details: { uid } }),
)
