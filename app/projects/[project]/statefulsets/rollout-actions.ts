'use server'

import { projectAction, unrecordedProjectAction } from '@/lib/action'
import { previewRollback as preview } from '@/lib/statefulsets/revisions/preview-rollback'
import { rollBack as rollBackTo } from '@/lib/statefulsets/revisions/roll-back'
import { beginCanary as canary } from '@/lib/statefulsets/rollout/canary-kind'
import { holdRollout as hold, resumeRollout as resume } from '@/lib/statefulsets/rollout/hold'
import { beginRestart as restart } from '@/lib/statefulsets/rollout/restart-kind'
import { setPartition as movePartition } from '@/lib/statefulsets/rollout/set-partition'
import { beginUnblock as unblock } from '@/lib/statefulsets/rollout/unblock-kind'
import {
  beginRestartSchema,
  canarySchema,
  holdSchema,
  partitionSchema,
  previewRollbackSchema,
  rollbackSchema,
  unblockSchema,
} from '@/lib/statefulsets/schema'

export const previewRollback = unrecordedProjectAction('statefulset:rollback', previewRollbackSchema, preview)

export const rollBack = projectAction(
  'statefulset:rollback',
  rollbackSchema,
  rollBackTo,
  ({ name, uid, revision }) => ({ target: name, details: { uid, revision } }),
)

export const unblockRollout = projectAction(
  'pod:delete',
  unblockSchema,
  unblock,
  ({ name, uid, pod, podUid }) => ({ target: name, details: { uid, pod, podUid, to: 'unblocked' } }),
)

export const holdRollout = projectAction(
  'statefulset:rollout',
  holdSchema,
  hold,
  ({ name, uid, partition }) => ({ target: name, details: { uid, from: partition, to: 'held' } }),
)

export const resumeRollout = projectAction(
  'statefulset:rollout',
  holdSchema,
  resume,
  ({ name, uid, partition }) => ({ target: name, details: { uid, from: partition, to: 'resumed' } }),
)

export const setPartition = projectAction(
  'statefulset:rollout',
  partitionSchema,
  movePartition,
  ({ name, uid, from, partition }) => ({ target: name, details: { uid, from, partition } }),
)

export const beginCanary = projectAction(
  'statefulset:rollout',
  canarySchema,
  canary,
  ({ name, uid, from, to, step, soakSeconds }) => ({
    target: name,
    details: { uid, from, to, step, soakSeconds },
  }),
)

/** Pod by pod, where no rollout does it. */
export const beginRestart = projectAction(
  'statefulset:restart',
  beginRestartSchema,
  restart,
  ({ name, uid, revision }) => ({ target: name, details: { uid, revision, to: 'one by one' } }),
)
