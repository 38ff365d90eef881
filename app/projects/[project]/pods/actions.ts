'use server'

import { projectAction, unrecordedProjectAction } from '@/lib/action'
import { forceDeletePod as forceDelete } from '@/lib/pods/force-delete'
import { readLastLines as read } from '@/lib/pods/last-lines'
import { restartPod as restart } from '@/lib/pods/restart'
import { revealVariable as reveal } from '@/lib/pods/reveal'
import { forceDeletePodSchema, lastLinesSchema, restartPodSchema, revealSchema } from '@/lib/pods/schema'

export const restartPod = projectAction('pod:delete', restartPodSchema, restart, ({ pod, uid }) => ({
  target: pod,
  details: { uid },
}))

export const forceDeletePod = projectAction(
  'pod:force-delete',
  forceDeletePodSchema,
  forceDelete,
  ({ pod, uid }) => ({ target: pod, details: { uid } }),
)

export const readLastLines = unrecordedProjectAction('pod:log', lastLinesSchema, read)

/** The answer is the only place to which the value goes: the record says whose it is. */
export const revealVariable = projectAction(
  'pod:reveal',
  revealSchema,
  reveal,
  ({ pod, uid, container, variable }) => ({ target: pod, details: { uid, container, variable } }),
)
