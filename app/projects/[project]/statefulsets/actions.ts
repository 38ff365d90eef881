'use server'

import { projectAction } from '@/lib/action'
import { deleteStatefulSet as remove } from '@/lib/statefulsets/deletion/delete'
import { scaleStatefulSet as scale } from '@/lib/statefulsets/replicas/scale'
import { startStatefulSet as start, stopStatefulSet as stop } from '@/lib/statefulsets/replicas/stop'
import { restartStatefulSet as restart } from '@/lib/statefulsets/rollout/restart'
import {
  deleteStatefulSetSchema,
  type Losing,
  restartSchema,
  scaleSchema,
  startSchema,
  stopSchema,
} from '@/lib/statefulsets/schema'

export const scaleStatefulSet = projectAction(
  'statefulset:scale',
  scaleSchema,
  scale,
  ({ name, uid, from, replicas, losing }) => ({
    target: name,
    details: { uid, from, replicas, losing: namesOf(losing) },
  }),
)

export const restartStatefulSet = projectAction(
  'statefulset:restart',
  restartSchema,
  restart,
  ({ name, uid, revision }) => ({ target: name, details: { uid, revision } }),
)

export const stopStatefulSet = projectAction(
  'statefulset:stop',
  stopSchema,
  stop,
  ({ name, uid, losing }) => ({ target: name, details: { uid, losing: namesOf(losing), to: 'stopped' } }),
)

export const startStatefulSet = projectAction('statefulset:stop', startSchema, start, ({ name, uid }) => ({
  target: name,
  details: { uid, to: 'started' },
}))

export const deleteStatefulSet = projectAction(
  'statefulset:delete',
  deleteStatefulSetSchema,
  remove,
  ({ name, uid, mode, claims, companions }) => ({
    target: name,
    details: {
      ...{ uid, mode, claims: namesOf(claims) },
      companions: companions.map((one) => `${one.resource}/${one.name}`).join(' '),
    },
  }),
)

function namesOf(claims: Losing): string {
  return claims.map(({ name }) => name).join(' ')
}
