'use server'

import { projectAction, unrecordedProjectAction } from '@/lib/action'
import { forceDeletePod as forceDelete } from '@/lib/pods/force-delete'
import { readLastLines as read } from '@/lib/pods/last-lines'
import { restartPod as restart } from '@/lib/pods/restart'
import { forceDeletePodSchema, lastLinesSchema, restartPodSchema } from '@/lib/pods/schema'

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
